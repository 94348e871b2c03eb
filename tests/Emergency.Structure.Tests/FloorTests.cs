namespace Emergency.Structure.Tests;

/// <summary>The server is built in floors, each of which uses only the floors below it; docs/architecture.md draws them.</summary>
public sealed class FloorTests(ITestOutputHelper output)
{
    private const string Server = "Emergency.Server";

    /// <summary>Floors from the ground up. Files beside the project file are the entry and see all.</summary>
    private static readonly string[] Floors = ["Foundation", "Infrastructure", "Features", "CrossFeature", "Hosting", TypeGraph.Root];

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
    [MemberData(nameof(Projects))]
    public void A_namespace_is_its_folder(string project) =>
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
        TypeGraph.Room(file) is TypeGraph.Root ? project : $"{project}.{TypeGraph.Room(file).Replace('/', '.')}";
}
