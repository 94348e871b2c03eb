using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Domain.Tests;

public sealed partial class DeadlineTests
{
    [Fact]
    public void Every_deadline_stands_once_in_the_table_with_a_range_around_what_is_usual()
    {
        var fields = typeof(Deadlines)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Deadline))
            .Select(field => (Deadline)field.GetValue(null)!);
        Deadlines.All.ShouldBe(fields, ignoreOrder: true);
        Deadlines.All.Select(one => one.Code).ShouldBeUnique(StringComparer.Ordinal);
        Deadlines.All.ShouldAllBe(one => one.Least <= one.Usual && one.Usual <= one.Most && one.Least >= 0);
        Deadlines.All.Where(one => one.Unit == DeadlineUnit.Clock).ShouldAllBe(one => one.Most < 24);
    }

    /// <summary>
    /// Files with times that are no deadline of a rule: the offset of Shanghai from UTC, and the time that a session outlives its last use
    /// (a matter of security).
    /// </summary>
    private static readonly string[] Other = ["Shanghai.cs", "Account.cs"];

    [Fact]
    public void No_rule_has_a_deadline_of_its_own()
    {
        var domain = Path.Combine(Material.Root, "src", "Emergency.Domain");
        var files = Directory
            .EnumerateFiles(domain, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(domain, file).StartsWith("obj", StringComparison.Ordinal))
            .ToList();
        files.Count.ShouldBeGreaterThan(50);
        files.Where(file => !Other.Contains(Path.GetFileName(file)) && Figure().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
        Figure().IsMatch("public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);").ShouldBeTrue();
    }

    [GeneratedRegex(@"TimeSpan\.From\w+\(\d|\.Add(?:Seconds|Minutes|Hours)\(\d", RegexOptions.NonBacktracking)]
    private static partial Regex Figure();

    /// <summary>
    /// Files that can use the table's own value: the code that makes the value in force, events stored only where a county had set its own,
    /// and the code that shows or sets it.
    /// </summary>
    private static readonly string[] MayReadTheTable =
    [
        "Deadlines.cs",
        "InForce.cs",
        "Attention.cs",
        "OnWatch.cs",
        "CountyDeadlines.cs",
        "DeadlineShown.cs",
        "DeadlineAct.cs",
    ];

    [Fact]
    public void Whoever_judges_by_a_deadline_takes_the_value_in_force()
    {
        var sources = (string[])
            [Path.Combine(Material.Root, "src", "Emergency.Domain"), Path.Combine(Material.Root, "src", "Emergency.Server")];
        var files = sources
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();
        files
            .Where(file => !MayReadTheTable.Contains(Path.GetFileName(file)) && OfTheTable().IsMatch(File.ReadAllText(file)))
            .ShouldBeEmpty();
        var taken = files
            .SelectMany(file => InForceOf().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal);
        taken.ShouldBe(
            typeof(Deadlines)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.FieldType == typeof(Deadline))
                .Select(field => field.Name),
            ignoreOrder: true
        );
        OfTheTable().IsMatch("at + Deadlines.Unattended.Span(Deadlines.Unattended.Usual)").ShouldBeTrue();
    }

    [GeneratedRegex(@"Deadlines\.\w+\.(?:Usual|Span)\b", RegexOptions.NonBacktracking)]
    private static partial Regex OfTheTable();

    [GeneratedRegex(
        @"InForce\.(?:Own|Value|Time|Seconds)\(\s*Deadlines\.(?<name>\w+),",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex InForceOf();

    [Fact]
    public void The_handbook_lists_every_deadline_as_it_is()
    {
        var rows = Deadlines.All.Select(one =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"| `{one.Code}` | {Said(one, one.Usual)} | {Said(one, one.Least)} – {Said(one, one.Most)} | {one.Article ?? "local"} |"
            )
        );
        var text = File.ReadAllText(Path.Combine(Material.Root, "docs", "deadlines.md"));
        foreach (var row in rows)
            text.ShouldContain(row);
        text.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal)).ShouldBe(Deadlines.All.Count);
    }

    private static string Said(Deadline one, int value) =>
        one.Unit switch
        {
            DeadlineUnit.Seconds => string.Create(CultureInfo.InvariantCulture, $"{value} s"),
            DeadlineUnit.Minutes => string.Create(CultureInfo.InvariantCulture, $"{value} min"),
            DeadlineUnit.Hours => string.Create(CultureInfo.InvariantCulture, $"{value} h"),
            DeadlineUnit.Clock => string.Create(CultureInfo.InvariantCulture, $"{value:00}:00"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value} m"),
        };
}
