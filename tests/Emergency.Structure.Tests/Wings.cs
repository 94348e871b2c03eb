using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>
/// Folders that group the nouns in Domain, in the features of the server and of the pages, and in the tests. A wing is no part of a
/// namespace: a <c>using</c> names the noun. Drills is wing and noun at once.
/// </summary>
internal static class Wings
{
    /// <summary>From the ground up: a noun uses nouns of its own wing and of those before it.</summary>
    public static readonly string[] All = ["Ground", "Access", "Means", "Residents", "Response", "Care", "Drills", "Prevention"];

    /// <summary>Groups of <c>Emergency.Server/Across</c>.</summary>
    private static readonly string[] Groups = ["Records", "Gateways", "Flows", "Boards"];

    private static readonly string[] Grouping = [.. All.Except(["Drills"], StringComparer.Ordinal), .. Groups, "Across"];

    /// <summary>Wing and noun of a file of Domain, or of a file under <c>Features</c>; null elsewhere.</summary>
    public static (string Wing, string Noun)? Of(string file)
    {
        var parts = file.Split('/');
        var at = parts[0] is "Features" ? 1 : 0;
        if (parts.Length <= at + 1 || !All.Contains(parts[at]))
            return null;
        return (parts[at], parts[at] is "Drills" ? "Drills" : parts[at + 1]);
    }

    /// <summary>Path of a folder as its namespace has it: without the wing or group.</summary>
    public static string Without(string room)
    {
        var parts = room.Split('/').ToList();
        var at = parts[0] is "Features" || (parts[0] is "Across" && Groups.Contains(parts.ElementAtOrDefault(1))) ? 1 : 0;
        if (parts.Count > at + 1 && Grouping.Contains(parts[at]))
            parts.RemoveAt(at);
        return string.Join('/', parts);
    }

    /// <summary>Names of the nouns under a folder of wings, in the writing of C#.</summary>
    public static IReadOnlyList<string> Nouns(params string[] under) =>
        [
            .. Folders(under)
                .Select(folder => Path.GetFileName(folder))
                .Select(name => char.ToUpperInvariant(name[0]) + name[1..])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The folder of each noun under a folder of wings.</summary>
    public static IEnumerable<string> Folders(params string[] under)
    {
        var root = Path.Combine([Material.Root, .. under]);
        return Directory
            .GetDirectories(root)
            .Where(wing => All.Contains(Path.GetFileName(wing), StringComparer.OrdinalIgnoreCase))
            .SelectMany(wing => Path.GetFileName(wing) is "Drills" or "drills" ? [wing] : Directory.GetDirectories(wing));
    }
}
