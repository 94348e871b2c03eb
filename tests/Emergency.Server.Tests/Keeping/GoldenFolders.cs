using System.Globalization;
using Emergency.Testing;

namespace Emergency.Server.Tests.Keeping;

/// <summary>
/// The folders of tests/golden by their names, the oldest first. The middle ones are most alike: the ends, and the last ones before a table
/// was added, show nearly everything.
/// </summary>
internal static class GoldenFolders
{
    public static readonly string Path = System.IO.Path.Combine(Material.Root, "tests", "golden");

    /// <summary>Sessions have a table since 3, files since 4.</summary>
    private static readonly string[] BeforeATable = ["2-280ad10", "3-7234df3"];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory
            .GetDirectories(Path)
            .Select(folder => System.IO.Path.GetFileName(folder)!)
            .OrderBy(name => int.Parse(name.Split('-')[0], CultureInfo.InvariantCulture)),
    ];

    /// <summary>The oldest, the newest, and those before a change of tables.</summary>
    public static IReadOnlyList<string> Telling { get; } = [All[0], .. BeforeATable, All[^1]];

    public static IReadOnlyList<string> Others { get; } = [.. All.Except(Telling, StringComparer.Ordinal)];
}
