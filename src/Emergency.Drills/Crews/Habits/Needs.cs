using System.Text.Json.Nodes;

namespace Emergency.Drills.Crews.Habits;

/// <summary>Meaning of the codes of needs at a door, by the domain's table.</summary>
internal static class Needs
{
    private static readonly IReadOnlySet<string> helped = Helped();

    /// <summary>True where a person with these needs gets out only with called help.</summary>
    public static bool CallHelp(IEnumerable<string> codes) => codes.Any(helped.Contains);

    private static HashSet<string> Helped()
    {
        using var file =
            typeof(Needs).Assembly.GetManifestResourceStream("at-risk.json")
            ?? throw new InvalidOperationException("at-risk.json is not built in");
        var rows = JsonNode.Parse(file)!["needs"]!.AsArray();
        return [.. rows.Where(row => row!["out"]!.GetValue<string>() == "helped").Select(row => row!["code"]!.GetValue<string>())];
    }
}
