namespace Emergency.Structure.Tests;

/// <summary>The server is built in floors, each of which uses only the floors below it; docs/architecture.md draws them.</summary>
public sealed class FloorTests(ITestOutputHelper output)
{
    private const string Server = "Emergency.Server";

    /// <summary>Floors from the ground up. Files beside the project file are the entry and see all.</summary>
    private static readonly string[] Floors = ["Foundation", "Infrastructure", "Features", "Across", "Hosting", TypeGraph.Root];

    /// <summary>Nouns that use one of a later wing, each yet to be cut.</summary>
    private static readonly Dictionary<string, string[]> YetToBeCut = new(StringComparer.Ordinal)
    {
        ["Emergency.Domain"] = ["Accounts uses Calls", "Teams uses People"],
        [Server] = ["GroundObjects uses Communities"],
    };

    public static readonly TheoryData<string> Projects = new(
        "Emergency.Domain",
        "Emergency.Engine",
        "Emergency.Hotlines",
        "Emergency.Hotlines.Simulator",
        "Emergency.Drills",
        Server
    );

    [Fact]
    public void A_floor_uses_only_what_lies_below_it() => Upward(TypeGraph.Of(Server)).ShouldBeEmpty();

    [Fact]
    public void Every_file_of_the_server_lies_on_a_floor() =>
        TypeGraph
            .Of(Server)
            .Namespaces.Select(one => TypeGraph.Floor(one.File))
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(Floors[..^1], ignoreOrder: true);

    [Fact]
    public void One_planted_arrow_upwards_is_found()
    {
        var planted = (
            "Foundation/Planted.cs",
            "namespace Emergency.Server.Foundation; internal sealed record Planted(Emergency.Server.Features.Incidents.IncidentsKnown All);"
        );
        var arrow = Upward(TypeGraph.Of(Server).With(planted)).ShouldHaveSingleItem();
        (arrow.From, arrow.Type).ShouldBe(("Foundation/Planted.cs", "IncidentsKnown"));
    }

    [Fact]
    public void Two_planted_rooms_that_use_each_other_are_found()
    {
        var graph = TypeGraph
            .Of(Server)
            .With(
                (
                    "Features/Here/Here.cs",
                    "namespace Emergency.Server.Features.Here; internal sealed record Here(Emergency.Server.Features.There.There? Other);"
                ),
                (
                    "Features/There/There.cs",
                    "namespace Emergency.Server.Features.There; internal sealed record There(Emergency.Server.Features.Here.Here? Other);"
                )
            );
        graph.Circles().ShouldHaveSingleItem().ShouldBe(["Features/Here", "Features/There"]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_rooms_use_each_other_in_a_circle(string project)
    {
        var graph = TypeGraph.Of(project);
        var circles = graph.Circles();
        output.WriteLine(
            $"{project}: {graph.Types} types, {graph.Arrows.Count} arrows between files, {graph.Rooms.Count()} rooms, {circles.Count} circles"
        );
        circles.Select(circle => string.Join(" ", circle)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Emergency.Domain")]
    [InlineData(Server)]
    public void A_noun_uses_nouns_of_its_own_wing_and_of_those_before_it(string project)
    {
        var found = TypeGraph
            .Of(project)
            .Arrows.Select(arrow => (From: Wings.Of(arrow.From), To: Wings.Of(arrow.To)))
            .Where(pair => pair is { From: not null, To: not null } && Above(pair.To!.Value.Wing) > Above(pair.From!.Value.Wing))
            .Select(pair => $"{pair.From!.Value.Noun} uses {pair.To!.Value.Noun}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        found.ShouldBe(YetToBeCut[project]);
    }

    private static int Above(string wing) => Array.IndexOf(Wings.All, wing);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_is_its_folder_without_the_wing(string project) =>
        TypeGraph
            .Of(project)
            .Namespaces.Where(one => one.Namespace != Expected(project, one.File))
            .Select(one => $"{one.File}: {one.Namespace}")
            .ShouldBeEmpty();

    private static IReadOnlyList<Arrow> Upward(TypeGraph graph) =>
        [
            .. graph.Arrows.Where(arrow =>
                Array.IndexOf(Floors, TypeGraph.Floor(arrow.To)) > Array.IndexOf(Floors, TypeGraph.Floor(arrow.From))
            ),
        ];

    private static string Expected(string project, string file) =>
        TypeGraph.Room(file) is TypeGraph.Root ? project : $"{project}.{Wings.Without(TypeGraph.Room(file)).Replace('/', '.')}";
}
