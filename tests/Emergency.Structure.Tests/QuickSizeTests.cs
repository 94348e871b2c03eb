using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>
/// The tests without [Long], which run at each change, call every route and tell a story of each noun: the long size only goes deeper.
/// </summary>
public sealed partial class QuickSizeTests
{
    private const string Listed = "routes-without-a-quick-story.md";
    private static readonly string Tests = Path.Combine(Material.Root, "tests");

    /// <summary>Folders that map no route, with the addresses of others under which they are reached.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["Cases"] = "/api/cases",
        ["Communities"] = "/api/communities",
        ["Retaining"] = "/api/retention",
        ["Rhythms"] = "/api/communities/{code}/patrols",
    };

    private static readonly Lazy<IReadOnlyDictionary<string, string>> OnServer = new(() => Called("Emergency.Server.Tests")),
        InBrowser = new(() => Called("Emergency.Browser.Tests"));

    [Fact]
    public void Every_route_is_called_by_a_quick_test_or_stands_with_its_reason_in_a_list()
    {
        var (routes, reasons) = (Routes(), Reasons());
        Missing(routes.Except(reasons.Keys, StringComparer.Ordinal), OnServer.Value, InBrowser.Value)
            .ShouldBeEmpty(
                $"no test without [Long] calls these: write one that does, or add the line \"- METHOD /path: why only a longer one does\" to tests/{Listed}"
            );
        reasons
            .Keys.Except(Missing(routes, OnServer.Value, InBrowser.Value), StringComparer.Ordinal)
            .ShouldBeEmpty($"quick tests call these, or they are gone: take their lines out of tests/{Listed}");
    }

    /// <summary>The routes in the list are called by that quick test all the same.</summary>
    [Fact]
    public void Whoever_asks_every_route_that_is_described_is_quick() =>
        TestSources
            .Of(TestSources.In(Path.Combine(Tests, "Emergency.Server.Tests")))
            .Reached.OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>()
            .ShouldContain(method => method.Identifier.Text == "Whom_it_is_meant_for_is_answered_on_every_route");

    [Fact]
    public void Every_noun_of_the_server_has_a_quick_story_over_HTTP()
    {
        var folders = Wings.Nouns("src", "Emergency.Server", "Features");
        folders.Count.ShouldBeGreaterThan(30);
        folders
            .Where(folder => !Routes(folder).Any(OnServer.Value.ContainsKey))
            .ShouldBeEmpty(
                "no test without [Long] in Emergency.Server.Tests calls a route of these folders of src/Emergency.Server/Features"
            );
        Elsewhere.Keys.Where(folder => Mapped(Sources(folder)).Any()).ShouldBeEmpty("these map routes of their own now");
    }

    [Theory]
    [InlineData("Emergency.Domain.Tests")]
    [InlineData("Emergency.Hotlines.Tests")]
    [InlineData("Emergency.Engine.Contract")]
    [InlineData("Emergency.Engine.Tests/SqliteEngineTests.cs")]
    [InlineData("Emergency.Server.Tests/Surfaces")]
    [InlineData("Emergency.Server.Tests/Requests/ApiDescriptionTests.cs")]
    public void Rules_messages_the_contract_on_SQLite_and_frozen_texts_are_quick_as_a_whole(string place)
    {
        var at = Path.Combine(Tests, place);
        List<string> files = File.Exists(at) ? [at] : [.. Directory.EnumerateFiles(at, "*.cs", SearchOption.AllDirectories)];
        files.ShouldNotBeEmpty();
        files.Where(file => File.ReadAllText(file).Contains("[Long(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[Fact] public async Task A() => await api.Post($\"/api/care/{id}/check\", new { });", true)]
    [InlineData(
        "private const string Care = \"/api/care\"; [Fact] public async Task A() => await api.Post($\"{Care}/{id}/check\", new { });",
        true
    )]
    [InlineData(
        "[Fact] public async Task A() => await B(\"/check\"); Task B(string act) => api.Post(Of(7, act)); string Of(int id, string act) => $\"/api/care/{id}{act}\";",
        true
    )]
    [InlineData(
        "[Fact] public async Task A() => await Do(api, \"check\"); Task Do(Api who, string act) => who.Post($\"/api/care/{id}/{act}\");",
        true
    )]
    [InlineData(
        "[Fact] public async Task A() => await Helper.Check(api); } static class Helper { public static Task Check(Api who) => who.Post($\"/api/care/{id}/check\");",
        true
    )]
    [InlineData("[Theory, InlineData(\"/api/care/7/check\")] public async Task A(string path) => await api.Post(path, new { });", true)]
    [InlineData("[Fact, Long(\"a kill\")] public async Task A() => await api.Post($\"/api/care/{id}/check\", new { });", false)]
    [InlineData("[Fact, Long(\"a kill\")] public async Task A() => await B(); Task B() => api.Post($\"/api/care/{id}/check\");", false)]
    [InlineData(
        "[Fact] public async Task A() { } } static class Helper { public static Task Check(Api who) => who.Post($\"/api/care/{id}/check\");",
        false
    )]
    [InlineData("[Fact] public async Task A() => await api.Get($\"/api/care/{id}/check\");", false)]
    [InlineData("[Fact] public async Task A() => await api.Post($\"/api/care/{id}\", new { });", false)]
    [InlineData("[Fact] public void A() => text.ShouldContain(\"/api/care/7/check\");", false)]
    [InlineData("[Fact] public void A() => Of(\"POST /api/care/{id}/check\");", false)]
    [InlineData("[Fact] public void A() => Of(\"/api/care/{id}/check\");", false)]
    public void A_planted_call_is_found_where_it_runs_and_nowhere_else(string members, bool called)
    {
        var planted = TestSources.Of([("PlantedTests.cs", $"namespace Planted; public sealed class PlantedTests {{ {members} }}")]);
        Missing(["POST /api/care/{id}/check"], RouteCalls.Of(Routes(), planted)).Count().ShouldBe(called ? 0 : 1);
    }

    [Fact]
    public void A_class_of_the_long_size_calls_nothing()
    {
        const string planted =
            "namespace Planted; [Long(\"a night\")] public sealed class PlantedTests { [Fact] public async Task A() => await api.Get(\"/api/care\"); }";
        RouteCalls.Of(Routes(), TestSources.Of([("PlantedTests.cs", planted)])).ShouldBeEmpty();
        var quick = planted.Replace("[Long(\"a night\")] ", "", StringComparison.Ordinal);
        RouteCalls.Of(Routes(), TestSources.Of([("PlantedTests.cs", quick)])).Keys.ShouldBe(["GET /api/care"]);
    }

    [Fact]
    public void A_planted_folder_is_known_by_its_routes() =>
        Mapped([
                (
                    "Planted.cs",
                    "var routes = api.MapGroup(\"/care\"); routes.MapPost(\"/{id:guid}/check\", Check); api.MapGet(\"/care\", List);"
                ),
            ])
            .ShouldBe(["POST /api/care/{id}/check", "GET /api/care"], ignoreOrder: true);

    private static IEnumerable<string> Routes(string folder) =>
        Elsewhere.TryGetValue(folder, out var under)
            ? Routes().Where(route => route.Split(' ')[1].StartsWith(under, StringComparison.Ordinal))
            : Mapped(Sources(folder));

    private static IEnumerable<(string File, string Text)> Sources(string folder) =>
        TestSources.In(Wings.Folders("src", "Emergency.Server", "Features").Single(path => Path.GetFileName(path) == folder));

    private static IReadOnlyDictionary<string, string> Called(string project) =>
        RouteCalls.Of(Routes(), TestSources.Of(TestSources.In(Path.Combine(Tests, project))));

    private static IEnumerable<string> Missing(IEnumerable<string> routes, params IReadOnlyDictionary<string, string>[] called) =>
        routes.Where(route => !called.Any(one => one.ContainsKey(route))).Order(StringComparer.Ordinal);

    private static List<string> Routes() =>
        [
            .. from file in Directory.EnumerateFiles(Path.Combine(Tests, "frozen", "api"), "*.json")
            from path in JsonNode.Parse(File.ReadAllText(file))!["paths"]?.AsObject() ?? []
            from method in path.Value!.AsObject()
            select $"{method.Key.ToUpperInvariant()} {path.Key}",
        ];

    /// <summary>The routes that sources map: described routes under one or several of their groups.</summary>
    private static IEnumerable<string> Mapped(IEnumerable<(string File, string Text)> sources)
    {
        var routes = Routes().ToHashSet(StringComparer.Ordinal);
        foreach (var (_, text) in sources)
        {
            List<string> groups = ["", .. Group().Matches(text).Select(match => Plain(match.Groups["path"].Value))];
            foreach (Match map in Map().Matches(text))
            foreach (
                var prefix in groups.SelectMany(_ => groups, (one, other) => one + other).Concat(groups).Distinct(StringComparer.Ordinal)
            )
                if ($"{map.Groups["method"].Value.ToUpperInvariant()} /api{prefix}{Plain(map.Groups["path"].Value)}" is var route)
                    foreach (var one in (string[])[route, route.Replace("/api", "", StringComparison.Ordinal)])
                        if (routes.Contains(one))
                            yield return one;
        }
    }

    /// <summary>A path without constraints of its parts, and without a slash at its end.</summary>
    private static string Plain(string path) => Constraint().Replace(path, "}").TrimEnd('/');

    private static Dictionary<string, string> Reasons()
    {
        var lines = File.ReadAllLines(Path.Combine(Tests, Listed))
            .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
            .Select(line => line[2..].Split(": ", 2))
            .ToList();
        lines.ShouldAllBe(line => line.Length == 2 && line[1].Length > 10);
        return lines.ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\.MapGroup\(\s*""(?<path>[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Group();

    [GeneratedRegex(@"\.Map(?<method>Get|Post|Put|Delete)\(\s*\$?""(?<path>[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Map();

    [GeneratedRegex(@":\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Constraint();
}
