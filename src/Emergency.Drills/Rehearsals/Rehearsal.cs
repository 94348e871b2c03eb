using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Drills.Crews;
using Emergency.Drills.Playing;
using Spectre.Console;

namespace Emergency.Drills.Rehearsals;

/// <summary>
/// Plays a scenario with a crew: prepares and starts the drill as a controller does, lets the crew play, and loads the judge's report.
/// </summary>
public sealed class Rehearsal : IAsyncDisposable
{
    private const string Controller = "commander",
        Street = "street";
    private static readonly string[] Parties = ["police", "fire-rescue", "ambulance", "service-line", "duty-room"];

    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    private readonly Nodes _nodes;
    private readonly Sender _sender;
    private readonly Cast _cast;
    private readonly TimeProvider _clock;
    private readonly string _folder;

    public Rehearsal(Nodes nodes, string password, string folder, TimeProvider clock)
    {
        (_nodes, _clock, _folder) = (nodes, clock, folder);
        _sender = new Sender(nodes, new Ledger(), clock);
        _cast = new Cast(nodes, _sender, password, clock);
    }

    /// <summary>Returns 0 where the crew showed what it must, 1 where not, 2 where no kill fell.</summary>
    public async Task<int> Play(string file, IReadOnlyList<string> communities, Manner manner, bool kill, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(communities);
        ArgumentNullException.ThrowIfNull(manner);
        var began = _clock.GetTimestamp();
        var (id, scenario) = await Scenario(await File.ReadAllTextAsync(file, stop), stop);
        // As many communities as there are secretaries.
        IReadOnlyList<string> places =
        [
            .. communities.Take(
                scenario["scenario"]!["participants"]!
                    .AsArray()
                    .Where(one => Paths.Text(one!["role"]) == "secretary")
                    .Select(one => one!["count"]?.GetValue<int>() ?? 1)
                    .DefaultIfEmpty(1)
                    .Max()
            ),
        ];
        var players = await new Staff(_cast).Of(scenario["scenario"]!["participants"]!.AsArray(), places, stop);
        var drill = await Prepared(id, scenario, places, stop);
        var realm = await Started(drill, scenario, stop);
        foreach (var player in players)
            await Blind(player, drill, id, stop);
        var street = await _cast.Hub(Street, stop);
        await street.Join("division", places[0][..9], stop, realm);
        await using var crew = await CrewProcess.Start(_nodes.All.Select(node => node.Address), realm, manner, players, _folder, stop);
        AnsiConsole.WriteLine($"crew {crew.Pid}: {string.Join(' ', players.Select(one => one.Account))}");
        var pace = new Pace(await _cast.Player(Controller, stop), drill, _nodes, crew, _clock);
        var killed = await pace.Run(kill, stop);
        var report = (await Asked(HttpMethod.Get, $"/api/drills/{drill}/report", null, stop))!;
        var heard = street.All.Count(change => change.View == "incident" && change.Value?["unattended"]?.GetValue<bool>() == true);
        return Tell(manner, report, Judged.Of(report, scenario), heard, crew, pace.Leaps, began, kill && !killed);
    }

    /// <summary>Checks that a player cannot read what is expected. Throws <see cref="InvalidOperationException"/> where it can.</summary>
    private async Task Blind(Crews.Player player, string drill, string scenario, CancellationToken stop)
    {
        var own = await _cast.Player(player.Account, player.Password, stop);
        foreach (
            var path in (string[])
                [
                    $"/api/drills/{drill}/report",
                    $"/api/drills/{drill}/review",
                    $"/api/drills/{drill}/report.docx",
                    $"/api/drills/scenarios/{scenario}",
                ]
        )
            if ((await own.Send(HttpMethod.Get, path, null, stop)).Status is not (403 or 404))
                throw new InvalidOperationException($"{player.Account} plays and may read {path}");
    }

    private int Tell(
        Manner manner,
        JsonNode report,
        IReadOnlyList<Judged> actions,
        int heard,
        CrewProcess crew,
        int leaps,
        long began,
        bool unkilled
    )
    {
        var percent = report["percent"]?.GetValue<int>();
        foreach (var objective in report["objectives"]!.AsArray())
            AnsiConsole.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {objective!["percent"]?.ToString() ?? "–", 4} % {Paths.Text(objective["title"])}"
                )
            );
        foreach (var action in actions)
            AnsiConsole.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {action.Outcome, -10} {action.DoneAt:HH:mm:ss} of {action.Due:HH:mm:ss} {action.Id} {action.Title}"
                )
            );
        foreach (
            var refused in crew
                .Did.Where(did => did.Status >= 400)
                .GroupBy(did => did.Code ?? "", StringComparer.Ordinal)
                .OrderByDescending(group => group.Count())
        )
            AnsiConsole.WriteLine($"  refused {refused.Count()} × {refused.Key}: {refused.First()}");
        if (crew.Errors.Length > 0)
            AnsiConsole.WriteLine(crew.Errors);
        var faults = Verdict.Faults(manner, percent, actions, heard);
        foreach (var fault in faults)
            AnsiConsole.WriteLine($"FAILED: {fault}");
        // Acts of the crew before each missed action, which show why it was missed.
        if (faults.Count > 0)
            foreach (var missed in actions.Where(one => one.Outcome == "missed" && one.Due is not null))
            foreach (var did in crew.Did.Where(did => did.At <= missed.Due && did.At > missed.Due - Before))
                AnsiConsole.WriteLine($"  before {missed.Id}: {did}");
        // Whole lines, so that they can be compared.
        Console.WriteLine($"judged: {Verdict.Line(actions)}");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Paths.Text(report["title"])}: {manner.Name} crew {percent?.ToString(CultureInfo.InvariantCulture) ?? "–"} %, {actions.Count(one => one.Outcome == "done")} done, {actions.Count(one => one.Outcome == "late")} late, {actions.Count(one => one.Outcome == "missed")} missed, {actions.Count(one => one.Outcome == "unobserved")} for an observer; {crew.Did.Count(did => did.Status < 400)} acts, {leaps} leaps, street told {heard} times, {_clock.GetElapsedTime(began).TotalSeconds:F0} s"
            )
        );
        return faults.Count > 0 || crew.Errors.Length > 0 ? 1
            : unkilled ? 2
            : 0;
    }

    /// <summary>
    /// The scenario's id as the server knows it: the product's own where the files are equal, else published for the county.
    /// </summary>
    private async Task<(string Id, JsonNode Scenario)> Scenario(string text, CancellationToken stop)
    {
        var checkedFile = (await (await _cast.Player(Controller, stop)).Publish("/api/drills/scenarios?dryRun=true", text, stop)).Body!;
        if (checkedFile["mistakes"]!.AsArray() is { Count: > 0 } mistakes)
            throw new InvalidOperationException($"the scenario is not good: {mistakes.ToJsonString()}");
        var id = Paths.Text(checkedFile["id"])!;
        var shipped = (await (await _cast.Player(Controller, stop)).Send(HttpMethod.Get, $"/api/drills/scenarios/{id}", null, stop)).Body;
        if (Paths.Text(shipped?["file"]) == text)
            return (id, shipped!);
        id = Paths.Text((await (await _cast.Player(Controller, stop)).Publish("/api/drills/scenarios", text, stop)).Body!["scenarioId"])!;
        return (id, (await Asked(HttpMethod.Get, $"/api/drills/scenarios/{id}", null, stop))!);
    }

    private async Task<string> Prepared(string scenario, JsonNode shown, IReadOnlyList<string> communities, CancellationToken stop)
    {
        var light = shown["scenario"]!;
        var drill = Paths.Text(
            (
                await Asked(
                    HttpMethod.Post,
                    "/api/drills",
                    new JsonObject
                    {
                        ["title"] = Paths.Text(light["title"]),
                        ["scenario"] = scenario,
                        ["form"] = Paths.Text(light["form"]),
                        ["communities"] = new JsonArray([.. communities.Select(code => (JsonNode)code)]),
                        ["minutes"] = light["minutes"]!.GetValue<int>(),
                        ["safetyOfficer"] = new JsonObject { ["name"] = "试安全员", ["phone"] = "000-0000-0000" },
                        ["stopWord"] = "停止演练",
                        ["withoutPeople"] = true,
                    },
                    stop
                )
            )!["id"]
        )!;
        foreach (var party in Parties)
            await Asked(HttpMethod.Post, $"/api/drills/{drill}/tell", new JsonObject { ["party"] = party, ["name"] = "试值班员" }, stop);
        return drill;
    }

    private async Task<string> Started(string drill, JsonNode scenario, CancellationToken stop)
    {
        var shanghai = _clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var hour = TimeOnly.Parse(Paths.Text(scenario["hour"])!, CultureInfo.InvariantCulture);
        var at = new DateTimeOffset(shanghai.Date + hour.ToTimeSpan(), shanghai.Offset);
        await Asked(
            HttpMethod.Post,
            $"/api/drills/{drill}/start",
            new JsonObject { ["at"] = at.ToString("O", CultureInfo.InvariantCulture), ["factor"] = Pace.Playing },
            stop
        );
        return Paths.Text((await Asked(HttpMethod.Get, $"/api/drills/{drill}", null, stop))!["drill"]!["realm"])!;
    }

    private async Task<JsonNode?> Asked(HttpMethod method, string path, JsonNode? body, CancellationToken stop)
    {
        var answer = await (await _cast.Player(Controller, stop)).Send(method, path, body, stop);
        return answer.Fine
            ? answer.Body
            : throw new InvalidOperationException(
                $"{method} {path}: {answer.Status.ToString(CultureInfo.InvariantCulture)} {answer.Body?.ToJsonString()}"
            );
    }

    public async ValueTask DisposeAsync()
    {
        await _cast.DisposeAsync();
        _sender.Dispose();
    }
}
