using System.Reflection;

namespace Emergency.Structure.Tests;

/// <summary>
/// Every noun of the server has the same files, so that a reader of one finds everything of the next; docs/add-a-noun.md lists the files.
/// </summary>
public sealed class ShapeTests
{
    private const string Server = "Emergency.Server";

    [Fact]
    public void Every_noun_has_the_same_files() => Faults(TypeGraph.Of(Server)).ShouldBeEmpty();

    /// <summary>
    /// A program has no callers: a public type in it promises something to nobody, and wants guards that nullable types make needless.
    /// </summary>
    [Fact]
    public void The_server_offers_no_type_to_other_programs() =>
        Assembly.Load(Server).GetExportedTypes().Where(type => type.FullName != "Program").ShouldBeEmpty();

    [Theory]
    [InlineData("Features/Means/Stock/Planted.cs", "sealed class PlantedView : View<PlantedKnown>;", "PlantedView")]
    [InlineData("Features/Means/Stock/PlantedView.cs", "sealed class PlantedView : View<Planted>;", "PlantedView")]
    [InlineData("Features/Means/Stock/PlantedView.cs", "sealed class PlantedLights : LightsOf<PlantedKnown, int>;", "PlantedLights")]
    [InlineData("Features/Means/Stock/PlantedKnown.cs", "sealed record PlantedLight(int Id);", "PlantedLight")]
    [InlineData("Features/Means/Stock/PlantedKnown.cs", "sealed record PlantedRow(int Id) : IFound<PlantedRow>;", "PlantedRow")]
    [InlineData(
        "Features/Means/Stock/Planted.cs",
        "static class Planted { public static RouteGroupBuilder MapPlanted(this RouteGroupBuilder api) => api; }",
        "Planted"
    )]
    [InlineData(
        "Features/Means/Stock/Planted.cs",
        "static class Planted { public static WebApplicationBuilder AddPlanted(this WebApplicationBuilder builder) => builder; }",
        "Planted"
    )]
    public void A_planted_type_in_another_place_is_found(string file, string type, string named)
    {
        var planted = (file, $"namespace {Server}.{TypeGraph.Room(file).Replace('/', '.')}; {type}");
        Faults(TypeGraph.Of(Server).With(planted)).ShouldHaveSingleItem().ShouldStartWith($"{file}: {named} ");
    }

    /// <summary>Faults of nouns and of the code that ties them; floors below or above have shapes of their own.</summary>
    private static IEnumerable<string> Faults(TypeGraph graph)
    {
        var declared = graph.Declared.Where(one => TypeGraph.Floor(one.File) is "Features" or "Across").ToList();
        foreach (var one in declared)
        {
            if (one.Is("View") && State(one) != one.Name[..^"View".Length] + "Known" && State(one) != one.Name + ".NoState")
                yield return $"{one.File}: {one.Name} folds into {State(one)}: a state is named after its view";
            if (one.Is("View") && one.FileName != one.Name)
                yield return $"{one.File}: {one.Name} has a file of its own";
            if (one.Name.EndsWith("Known", StringComparison.Ordinal) && !one.FileName.EndsWith("Known", StringComparison.Ordinal))
                yield return $"{one.File}: {one.Name} is state, in a file …Known.cs";
            if (one.Is("IFound") && !one.Name.EndsWith("Known", StringComparison.Ordinal))
                yield return $"{one.File}: {one.Name} is a row of a view: …Known";
            if (
                Broadcast(one)
                && !one.FileName.EndsWith("Light", StringComparison.Ordinal)
                && !one.FileName.EndsWith("Lights", StringComparison.Ordinal)
            )
                yield return $"{one.File}: {one.Name} is broadcast, in a file …Lights.cs";
            if (
                one.Extends.Contains("WebApplicationBuilder", StringComparer.Ordinal)
                && !one.Name.EndsWith("Room", StringComparison.Ordinal)
            )
                yield return $"{one.File}: {one.Name} composes: …Room";
            if (
                one.Extends.Contains("RouteGroupBuilder", StringComparer.Ordinal)
                && !(one.Name.EndsWith("Room", StringComparison.Ordinal) || one.Name.EndsWith("Endpoints", StringComparison.Ordinal))
            )
                yield return $"{one.File}: {one.Name} maps routes: …Endpoints";
        }
        foreach (
            var folder in declared
                .Where(one => one.Name.EndsWith("Room", StringComparison.Ordinal) && one.Extends.Count > 0)
                .GroupBy(one => TypeGraph.Room(one.File), StringComparer.Ordinal)
                .Where(rooms => rooms.Count() > 1)
        )
            yield return $"{folder.Key}: composed in {string.Join(" and ", folder.Select(one => one.Name))}";
    }

    /// <summary>The state that a view folds into; a view that keeps nothing says so by a NoState of its own.</summary>
    private static string State(Declared view) => view.Bases[0]["View<".Length..^1];

    private static bool Broadcast(Declared one) =>
        one.Is("LightsOf")
        || one.Is("DivisionLights")
        || one.Bases.Any(basis => basis.StartsWith("One", StringComparison.Ordinal) && basis.Contains("Lights<", StringComparison.Ordinal))
        || one is { Kind: "record" } && one.Name.EndsWith("Light", StringComparison.Ordinal);
}
