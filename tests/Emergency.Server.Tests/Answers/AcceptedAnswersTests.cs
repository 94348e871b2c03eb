using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Testing;
using Group = Emergency.Server.Infrastructure.Views.Group;

namespace Emergency.Server.Tests.Answers;

/// <summary>
/// Answers and broadcasts for random lives of every noun, to each role, compared with accepted texts: a changed order, filter, sum, mask or
/// audience shows up when the new text is accepted.
/// </summary>
public sealed partial class AcceptedAnswersTests(Borough borough)
{
    /// <summary>Ages of the things whose own pages are loaded: a young life, some of middle age, and the longest.</summary>
    private static readonly int[] Ages = [1, 4, 7, 9, 10];

    /// <summary>Days on which lists are loaded: a thing due today is late tomorrow.</summary>
    private static readonly int[] Days = [0, 1, 2];

    private const string Folder = "answers",
        Broken = "500 ";

    /// <summary>
    /// Nouns left out, the record of readings and the parts of the machine: they show times and keys, not the state of a thing.
    /// </summary>
    private static readonly string[] Elsewhere = ["access", "audit", "operations", "anchor", "export", "journal", "base-map"];

    [Fact]
    public async Task Each_reading_answers_each_role_as_accepted_and_each_group_is_told_what_was_accepted()
    {
        await using var town = await LivelyTown.Open();
        town.Folding.BrokenViews.ShouldBeEmpty();
        var texts = Told(town);
        using var http = new HttpClient { BaseAddress = town.Address };
        using var anybody = new Api(town.Address);
        foreach (var (name, text) in await Answered(http, await Route.All(anybody), town, Days))
            texts.Add(name, text);
        texts.Values.SelectMany(text => text.Split('\n')).Where(line => line.StartsWith(Broken, StringComparison.Ordinal)).ShouldBeEmpty();
        Frozen.CheckAll(Folder, texts);
    }

    /// <summary>Random lives seldom stand on the day that counts: here a thing of each kind stands on each side of it.</summary>
    [Fact]
    public async Task Each_list_tells_what_was_accepted_of_things_on_each_side_of_what_it_chooses_and_orders_by()
    {
        await using var town = await EdgeTown.Open(borough);
        town.Folding.BrokenViews.ShouldBeEmpty();
        using var http = new HttpClient { BaseAddress = town.Address };
        using var anybody = new Api(town.Address);
        var routes = (await Route.All(anybody)).Where(IsOfMany).ToList();
        var texts = await Answered(http, routes, town, Days[..1]);
        texts.Values.SelectMany(text => text.Split('\n')).Where(line => line.StartsWith(Broken, StringComparison.Ordinal)).ShouldBeEmpty();
        Frozen.CheckAll("edges", texts);
    }

    /// <summary>Lists without such a thing: they come with the program, or random lives fill them better.</summary>
    private static readonly string[] Without =
    [
        "cue",
        "deadline",
        "impact",
        "line",
        "place",
        "plan",
        "readiness",
        "scenario",
        "standard",
        "warning",
    ];

    /// <summary>True for a route about a place or the asker, false for one about a single thing.</summary>
    private static bool IsOfMany(Route route) =>
        Named()
            .Matches(route.Path)
            .All(match => match.Groups["name"].Value is "code" or "community" or "division" or "authority" or "county" or "street")
        && !Without.Contains(route.Needs?.Name.Split('.')[0], StringComparer.Ordinal);

    /// <summary>All broadcasts to each group, by the file of their view.</summary>
    private static Dictionary<string, string> Told(LivelyTown town)
    {
        var known = town.Folding.Now;
        string[] divisions = [Borough.County, Borough.Street, Borough.Community, Borough.Neighbour, Borough.Distant];
        Group[] groups =
        [
            .. divisions.Select(code => Group.Division(Entities.Live, code)),
            .. Enumerable.Range(1, 10).Select(number => Group.Incident(Entities.Live, new(LivelyTown.Id(number)))),
            .. new[] { Borough.Community, "G1" }.Select(account => Group.Me(Entities.Live, new(account))),
        ];
        var lines = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        foreach (var (view, slot) in town.Views.Select((view, slot) => (view, slot)))
        foreach (var group in groups)
        {
            var changes = new Changes();
            view.Show(known.Realms[Entities.Live][slot], Entities.Live, group, changes);
            foreach (var one in changes.All.OrderBy(one => one.Key, StringComparer.Ordinal))
                (lines.TryGetValue(one.View, out var text) ? text : lines[one.View] = new())
                    .Append(CultureInfo.InvariantCulture, $"{group.Kind} {group.Id} {one.Key}: ")
                    .AppendLine(Plain(JsonSerializer.Serialize(one.Value, Legible)));
        }
        return lines.ToDictionary(one => $"told-{one.Key}.json", one => one.Value.ToString(), StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, string>> Answered(
        HttpClient http,
        IReadOnlyList<Route> routes,
        IAnswering town,
        int[] ahead
    )
    {
        var (texts, tokens) = (new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal), new Dictionary<Role, string>());
        foreach (var role in Enum.GetValues<Role>())
            tokens.Add(role, await town.SignIn(role));
        foreach (
            var route in routes.Where(route =>
                route.Needs is not null
                && (route.Method == "GET" || (route.Method == "POST" && Readings.ContainsKey(route.Path)))
                && !Elsewhere.Contains(Noun(route), StringComparer.Ordinal)
            )
        )
        {
            var file = texts.TryGetValue(Noun(route), out var begun) ? begun : texts[Noun(route)] = new();
            foreach (var path in Paths(route.Path, town))
            foreach (var body in route.Method == "POST" ? Readings[route.Path] : (string?[])[null])
            foreach (var days in IsList(path) ? ahead : ahead[..1])
            {
                town.Wait(days);
                var said = new List<(Role Role, string Text)>();
                foreach (var role in Enum.GetValues<Role>().Where(role => route.Needs!.Of(role) != Reach.No))
                    if (await Asked(http, path, body, tokens[role]) is { } text)
                        said.Add((role, town.Kept(text)));
                foreach (var same in said.GroupBy(one => one.Text, one => one.Role, StringComparer.Ordinal))
                    file.AppendLine(CultureInfo.InvariantCulture, $"{route.Method} {path} {body} +{days} {string.Join(' ', same)}")
                        .AppendLine(same.Key);
            }
        }
        return texts.ToDictionary(one => $"{one.Key}.json", one => one.Value.ToString(), StringComparer.Ordinal);
    }

    private static bool IsList(string path) =>
        !path.Contains("0000-000000000000", StringComparison.Ordinal) && !path.Contains("/lists/", StringComparison.Ordinal);

    private static string Noun(Route route) => route.Needs!.Name.Split('.')[0];

    /// <summary>The answer; null where there is none: refusals have tests of their own.</summary>
    private static async Task<string?> Asked(HttpClient http, string path, string? body, string token)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null)
            request.Content = Api.Json(body);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.InternalServerError ? $"{Broken}{path}"
            : !response.IsSuccessStatusCode ? null
            : response.Content.Headers.ContentType?.MediaType is "application/json" ? Plain(text)
            : response.Content.Headers.ContentType?.MediaType?.StartsWith("text/", StringComparison.Ordinal) == true ? text
            : null;
    }

    private static IEnumerable<string> Paths(string route, IAnswering town)
    {
        IEnumerable<string> paths = [route];
        foreach (var name in Named().Matches(route).Select(match => match.Groups["name"].Value))
            paths = paths.SelectMany(path =>
                Values(name, town).Select(value => path.Replace($"{{{name}}}", value, StringComparison.Ordinal))
            );
        // Timelines are long, and all alike.
        if (route.EndsWith("/timeline", StringComparison.Ordinal))
            return paths.Take(1);
        return States.TryGetValue(route, out var states) ? paths.SelectMany(path => states.Select(state => $"{path}?{state}")) : paths;
    }

    private static IEnumerable<string> Values(string name, IAnswering town) =>
        name switch
        {
            "code" or "community" or "division" => [Borough.Street, Borough.Community, Borough.Neighbour],
            "authority" or "county" or "street" => [Borough.County, Borough.Street],
            "kind" => ["hazard"],
            "line" => ["119"],
            "list" => town.Lists,
            "householdId" => [$"{BoroughRegisters.Elder}"],
            _ => Ages.Select(number => $"{LivelyTown.Id(number)}"),
        };

    /// <summary>Readings that take a reason, or their subject, in a body.</summary>
    private static readonly Dictionary<string, string[]> Readings = new(StringComparer.Ordinal)
    {
        ["/api/standing/keep"] = ["{}"],
        ["/api/divisions/{code}/lists/{list}/file"] = ["""{"form":"csv","why":"核对","receiver":"街道"}"""],
        ["/api/divisions/{code}/residents/find"] = ["""{"words":"1号楼"}""", """{"words":"欧阳"}""", """{"words":"试"}"""],
        ["/api/communities/{code}/residents/{personId}/reveal"] = ["""{"reason":"上门"}"""],
        ["/api/communities/{code}/households/{householdId}/reveal"] = ["""{"reason":"上门"}"""],
        ["/api/communities/{code}/team/open"] = ["""{"reason":"值班"}"""],
        ["/api/authorities/{authority}/duty/open"] = ["""{"reason":"值班"}"""],
        ["/api/incidents/{id}/list/open"] = ["""{"reason":"敲门"}"""],
        ["/api/incidents/{id}/caller"] = ["""{"reason":"回电"}"""],
        ["/api/handovers/{handoverId}/open"] = ["""{"reason":"接人"}"""],
        ["/api/impact"] = ["""{"area":{"circle":{"lon":114.07,"lat":32.11,"metres":100}}}"""],
        ["/api/schedules/try"] = [$$"""{"communities":["{{Borough.Community}}"],"date":"2026-03-11T10:00:00Z","minutes":600}"""],
    };

    /// <summary>Readings with more than one kind of answer.</summary>
    private static readonly Dictionary<string, string[]> States = new(StringComparer.Ordinal)
    {
        ["/api/incidents"] = ["state=open", "state=all"],
        ["/api/orders"] = ["state=open", "state=unlisted", "state=all"],
        ["/api/goods"] = ["state=requested", "state=all"],
        ["/api/warnings"] = ["state=in-force", "state=over", "state=all", $"division={Borough.Community}"],
        ["/api/care"] = ["state=open", "state=all", "state=sent"],
        ["/api/protection"] = ["state=open", "state=closed"],
        ["/api/responses"] = ["state=running", "state=all"],
        ["/api/schedules/calendar"] = ["from=2026-03-01&to=2026-05-31"],
    };

    private static readonly JsonSerializerOptions Legible = new(Json.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Writes a line for each thing, so that a change is seen.
    private static string Plain(string json) =>
        Positions()
            .Replace(
                Accesses().Replace(JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), Legible), "\"accessId\":\"\""),
                ""
            )
            .Replace("},{", "},\n{", StringComparison.Ordinal);

    [GeneratedRegex("""\{(?<name>[A-Za-z]+)[^}]*\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("""(,?"position":[0-9]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Positions();

    [GeneratedRegex("\"(accessId|access|listId)\":\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Accesses();
}
