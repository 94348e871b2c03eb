namespace Emergency.Structure.Tests;

/// <summary>A noun has the same name in the server, in Domain, on the pages and in the tests, so that its folder is found at once.</summary>
public sealed class NounTests
{
    /// <summary>Nouns of the server without a sister of the same name, with the reason.</summary>
    private static readonly Dictionary<string, (string Where, string Why)[]> Alone = new(StringComparer.Ordinal)
    {
        ["BaseMaps"] =
        [
            ("Domain", "files that an operator puts beside the server, without a rule"),
            ("web", "drawn by the map, kit/map/base"),
        ],
        ["CallOuts"] = [("web", "a part of the team's page, which reads them with the team")],
        ["Communities"] = [("Domain", "its rules are those of its nouns: people, teams, plans, stock")],
        ["Links"] = [("web", "pages/link, which is all that the holder of a link sees")],
        ["Pools"] = [("web", "a part of the team's page")],
        ["Resources"] = [("web", "a part of the store's page, whose acts it uses")],
        ["Rhythms"] = [("web", "shown in 今天 beside all else that is due")],
    };

    [Fact]
    public void Each_noun_of_the_server_has_its_sisters_under_the_same_name()
    {
        var nouns = Wings.Nouns("src", "Emergency.Server", "Features");
        Dictionary<string, HashSet<string>> trees = new(StringComparer.Ordinal)
        {
            ["Domain"] = [.. Wings.Nouns("src", "Emergency.Domain")],
            ["web"] = [.. Wings.Nouns("src", "web", "src", "features")],
            ["tests"] = [.. Wings.Nouns("tests", "Emergency.Domain.Tests"), .. Wings.Nouns("tests", "Emergency.Server.Tests")],
        };
        nouns.Count.ShouldBeGreaterThan(35);
        nouns
            .SelectMany(noun => trees.Where(tree => !tree.Value.Contains(noun)).Select(tree => $"{noun}: {tree.Key}"))
            .ShouldBe(Alone.SelectMany(noun => noun.Value.Select(one => $"{noun.Key}: {one.Where}")), ignoreOrder: true);
    }
}
