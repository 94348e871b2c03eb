using System.Globalization;
using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>docs/asvs.md agrees with the sources: each requirement once, the counts of its rows, and tests that exist.</summary>
public sealed partial class AsvsTests
{
    private static readonly string Root = Material.Root;
    private static readonly string Page = File.ReadAllText(Path.Combine(Root, "docs", "asvs.md"));
    private static readonly string[] States = ["met", "partly", "not met", "n/a"];

    private static IReadOnlyList<(string Requirement, string State, string Evidence)> Rows =>
        [.. Row().Matches(Page).Select(one => (one.Groups["number"].Value, one.Groups["state"].Value, one.Groups["evidence"].Value))];

    [Fact]
    public void Each_requirement_stands_there_once_with_a_state_and_the_counts_are_those_of_the_rows()
    {
        Rows.Count.ShouldBe(253, "levels 1 and 2 of ASVS 5.0.0");
        Rows.Select(row => row.Requirement).ShouldBeUnique(StringComparer.Ordinal);
        Rows.ShouldAllBe(row => row.Evidence.Trim().Length > 0);
        var counts = States.Select(state =>
            string.Create(CultureInfo.InvariantCulture, $"{Rows.Count(row => row.State == state)} {state}")
        );
        Page.ShouldContain($"**{string.Join(", ", counts)}**");
    }

    [Fact]
    public void Each_test_it_names_is_there()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        var named = Named()
            .Matches(Page)
            .Select(one => (Class: one.Groups["class"].Value, Method: one.Groups["method"].Value))
            .Distinct()
            .ToList();
        named.Count.ShouldBeGreaterThan(50);
        named
            .Where(one =>
                !sources.Any(text =>
                    text.Contains($"class {one.Class}", StringComparison.Ordinal)
                    && (one.Method.Length == 0 || text.Contains($" {one.Method}(", StringComparison.Ordinal))
                )
            )
            .Select(one => $"{one.Class}.{one.Method}")
            .ShouldBeEmpty();
    }

    [GeneratedRegex(
        @"^\| (?<number>\d+\.\d+\.\d+) [^|]+ \| (?<state>met|partly|not met|n/a) \| (?<evidence>.*) \|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();
}
