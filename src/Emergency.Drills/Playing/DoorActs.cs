using System.Text.Json.Nodes;
using Emergency.Drills.Plays;

namespace Emergency.Drills.Playing;

/// <summary>Does door acts one after another, and after each compares the server's three rows with the runner's own count.</summary>
public sealed class DoorActs(Registers registers, string community, Values values, Score score, TimeProvider clock)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2),
        Pause = TimeSpan.FromMilliseconds(50);
    private readonly Recount _count = new();
    private readonly Dictionary<string, string> _persons = new(StringComparer.Ordinal),
        _households = new(StringComparer.Ordinal);

    public Registers Registers => registers;

    public async Task<string?> Play(Player player, DoorsAct doors, Func<string, Task<Player>> other, CancellationToken stop)
    {
        _count.Draw(registers, community, (JsonObject)values.Fill(doors.Area)!);
        await Settle(player, stop);
        await Numbers(player, stop);
        if (await Compare(player, "who is inside", stop) is { } wrong)
            return wrong;
        foreach (var act in doors.Acts)
        foreach (var one in Spread(act))
            if (await Do(one.As is null ? player : await other(one.As), player, one, stop) is { } fault)
                return $"{one.Person ?? one.Household ?? one.Visitor} {one.State}: {fault}";
        return null;
    }

    /// <summary>Maps register numbers to ids: persons as the committee's own register shows them, households by their door.</summary>
    private async Task Numbers(Player player, CancellationToken stop)
    {
        for (string? next = ""; next is not null; )
        {
            var page = await player.Send(
                HttpMethod.Get,
                $"/api/communities/{community}/residents?limit=200{(next.Length > 0 ? $"&next={Uri.EscapeDataString(next)}" : "")}",
                (JsonNode?)null,
                stop
            );
            foreach (var item in page.Body?["items"]?.AsArray() ?? [])
                if (Paths.Text(item?["register"]) is { } number)
                    _persons[number] = Paths.Text(item?["personId"])!;
            next = Paths.Text(page.Body?["next"]);
        }
        var doors = await player.Send(
            HttpMethod.Get,
            values.Fill($"/api/incidents/{{incident}}/doors?community={community}"),
            (JsonNode?)null,
            stop
        );
        var numbers = registers
            .Households.Where(household => household.Community == community)
            .ToDictionary(household => household.Door, household => household.Number, StringComparer.Ordinal);
        foreach (var item in Paths.Find(doors.Body, "communities[0].households.*"))
            if (
                numbers.TryGetValue(
                    $"{Paths.Text(item?["door"]?["building"])}/{Paths.Text(item?["door"]?["unit"])}/{Paths.Text(item?["door"]?["room"])}",
                    out var number
                )
            )
                _households[number] = Paths.Text(item?["householdId"])!;
    }

    private IEnumerable<DoorAct> Spread(DoorAct act) =>
        act.Rest switch
        {
            null => [act],
            "persons" => _count
                .Persons.Where(person => _count.StateOf(person) is "unchecked" or "returned" or "needs-help")
                .ToList()
                .Select(person => act with { Rest = null, Person = person }),
            "households" => _count
                .Households.Where(household => _count.HouseholdState(household) == "unchecked")
                .ToList()
                .Select(household => act with { Rest = null, Household = household }),
            var other => throw new BadPlay($"rest: {other}; persons or households"),
        };

    private async Task<string?> Do(Player actor, Player player, DoorAct act, CancellationToken stop)
    {
        var at = values.Fill($"/api/incidents/{{incident}}/doors/{community}");
        var (path, body) = act switch
        {
            { TakeOver: { } from } => (
                $"{at}/take-over",
                new JsonObject
                {
                    ["personId"] = Person(act.Person),
                    ["householdId"] = act.Household is null ? null : Household(act.Household),
                    ["from"] = from,
                    ["name"] = Paths.Text(act.Note?["name"]),
                }
            ),
            { Visitor: { } name } => (
                $"{at}/visitors",
                new JsonObject
                {
                    ["text"] = name,
                    ["householdId"] = act.Household is null ? null : Household(act.Household),
                    ["state"] = act.State,
                }
            ),
            { Person: { } person } => ($"{at}/persons/{Person(person)}/check", Body(act)),
            { Household: { } household } => ($"{at}/households/{Household(household)}/check", Body(act)),
            _ => throw new BadPlay("a door act names a person, a household or a visitor"),
        };
        var answer = await actor.Send(HttpMethod.Post, path, body, stop);
        if (act.Status is { } status)
        {
            if (answer.Status != status || (act.Code is { } code && answer.Code != code))
                return $"answered {answer.Status} {answer.Code}, wanted {status} {act.Code}";
        }
        else if (!answer.Fine)
            return $"answered {answer.Status} {answer.Body?.ToJsonString()}";
        else if (act.TakeOver is null)
        {
            if (act.Visitor is { } visitor)
            {
                _persons[visitor] = Paths.Text(answer.Body?["personId"])!;
                _count.AddVisitor(visitor, act.Household, act.State!);
            }
            else if (act.Person is { } person)
                _count.CheckPerson(person, act.State!);
            else
                _count.CheckHousehold(act.Household!, act.State!, act.All);
        }
        return await Compare(
            player,
            $"{act.Person ?? act.Visitor ?? act.Household} → {act.State ?? "taken over"}{(act.Code is null ? "" : $" ({act.Code})")}",
            stop,
            answer.Position
        );
    }

    private string? Person(string? number) =>
        number is null ? null
        : _persons.TryGetValue(number, out var id) ? id
        : throw new BadPlay($"{number} is on no list");

    private string Household(string number) =>
        _households.TryGetValue(number, out var id) ? id : throw new BadPlay($"{number} is on no list");

    private static JsonObject Body(DoorAct act)
    {
        var body = (JsonObject?)act.Note?.DeepClone() ?? [];
        body["state"] = act.State;
        if (act.Household is not null && act.Person is null)
            body["all"] = act.All;
        return body;
    }

    /// <summary>Waits up to two seconds for the reaction that counts a newly drawn area.</summary>
    private async Task Settle(Player player, CancellationToken stop)
    {
        for (var began = clock.GetTimestamp(); (await Look(player, null, stop)).Fault is not null && clock.GetElapsedTime(began) < Within; )
            await Task.Delay(Pause, clock, stop);
    }

    private async Task<string?> Compare(Player player, string after, CancellationToken stop, string? position = null)
    {
        var (own, fault) = await Look(player, position, stop);
        score.Add(
            "figures",
            $"figures after {after}: {Row(own, "atRisk")} · {Row(own, "households")} · {Row(own, "people")}",
            null,
            null,
            TimeSpan.Zero,
            fault
        );
        return fault;
    }

    private async Task<(JsonObject Own, string? Fault)> Look(Player player, string? position, CancellationToken stop)
    {
        var answer = await player.Send(
            HttpMethod.Get,
            values.Fill($"/api/incidents/{{incident}}/figures{(position is null ? "" : $"?after={position}")}"),
            (JsonNode?)null,
            stop
        );
        var own = _count.Figures();
        var server = Paths.Find(answer.Body, $"communities[community={community}]").FirstOrDefault();
        string? fault = answer.Fine ? null : $"answered {answer.Status}";
        foreach (var (row, wanted) in own)
        foreach (var (figure, number) in wanted!.AsObject())
            if (Paths.Text(server?[row]?[figure]) is var got && got != Paths.Text(number))
                fault = $"{row}.{figure}: server {got ?? "nothing"}, recount {Paths.Text(number)}";
        return (own, fault);
    }

    private static string Row(JsonObject figures, string row) =>
        $"{Paths.Text(figures[row]!["toMove"])}={Paths.Text(figures[row]!["moved"])}+{Paths.Text(figures[row]!["left"])}+{Paths.Text(figures[row]!["lost"])}";
}
