using System.Globalization;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Faults;

/// <summary>The list of faults that others have had has 28 numbers.</summary>
public sealed class EveryFaultTests
{
    private const int Faults = 28;
    private static readonly string Tests = Path.Combine(Material.Root, "tests");

    [Fact]
    public void Each_fault_that_others_have_had_has_a_file_of_tests_or_a_written_reason_and_not_both()
    {
        var files = Directory
            .EnumerateDirectories(Tests, "Emergency.*")
            .SelectMany(project => Directory.EnumerateDirectories(project))
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "F??_*.cs", SearchOption.AllDirectories))
            .Where(file =>
                File.ReadAllText(file) is var text
                && (text.Contains("[Fact]", StringComparison.Ordinal) || text.Contains("[Theory", StringComparison.Ordinal))
            )
            .Select(file => Number(Path.GetFileName(file).Split('_')[0]))
            .ToHashSet();
        var reasons = File.ReadAllLines(Path.Combine(Tests, "faults-without-a-test.md"))
            .Where(line => line.StartsWith("- F", StringComparison.Ordinal))
            .Select(line => line[2..].Split(": ", 2))
            .ToList();
        reasons.ShouldAllBe(reason => reason.Length == 2 && reason[1].Length > 20);
        files.Count.ShouldBeGreaterThan(reasons.Count);
        files.Concat(reasons.Select(reason => Number(reason[0]))).Order().ShouldBe(Enumerable.Range(1, Faults));
    }

    private static int Number(string name) => int.Parse(name[1..], CultureInfo.InvariantCulture);
}
