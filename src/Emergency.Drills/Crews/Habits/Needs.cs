using System.Text.Json.Nodes;

namespace Emergency.Drills.Crews.Habits;

/// <summary>What the codes of needs mean to who stands at a door, by the domain's table.</summary>
internal static class Needs
{
    private static readonly IReadOnlySet<string> helped = Helped();

    /// <summary>Whether somebody with these needs is brought out only with help that is called.</summary>
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
