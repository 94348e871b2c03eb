using System.Reflection;
using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>Each page's main act, and each step for newcomers in README.md, is done by a test of the quick size.</summary>
public sealed partial class MainActTests
{
    /// <summary>Rows without any act, with the reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> OnlyLookedAt = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/street"] = "each of its parts has a row of its own",
        ["/counties"] = "figures of counties or streets: a row leads to the desk there",
        ["#/"] = "which list stands first is one of the others: who, tasks or visits",
    };

    private static readonly IReadOnlyList<MethodInfo> Quick =
    [
        .. typeof(MainActTests)
            .Assembly.GetTypes()
            .SelectMany(one => one.GetMethods())
            .Where(one => one.IsDefined(typeof(FactAttribute)) && !IsLong(one)),
    ];

    private static bool IsLong(MethodInfo one) =>
        one.IsDefined(typeof(LongAttribute)) || one.ReflectedType!.IsDefined(typeof(LongAttribute));

    [Fact]
    public void Each_page_has_a_quick_test_of_its_main_act_or_says_why_nothing_is_done_there() =>
        Quick
            .SelectMany(one => one.GetCustomAttributes<MainActAttribute>().Select(mark => mark.Row))
            .Distinct(StringComparer.Ordinal)
            .Concat(OnlyLookedAt.Keys)
            .Order(StringComparer.Ordinal)
            .ShouldBe(LookedAt.Rows().Concat(LookedAt.Parts().Select(part => $"/street#{part}")).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_of_the_ten_minutes_has_a_quick_test()
    {
        var text = LookedAt.Text("..", "..", "README.md").Split("## Ten minutes")[1].Split("\n## ")[0];
        var steps = Step().Matches(text).Select(one => int.Parse(one.Groups["n"].Value, null)).ToList();
        steps.ShouldNotBeEmpty();
        Quick
            .SelectMany(one => one.GetCustomAttributes<TenMinutesAttribute>().Select(mark => mark.Step))
            .Distinct()
            .Order()
            .ShouldBe(steps);
    }

    [Fact]
    public void Each_mark_stands_on_a_quick_test() =>
        typeof(MainActTests)
            .Assembly.GetTypes()
            .SelectMany(one => one.GetMethods())
            .Where(one => one.IsDefined(typeof(MainActAttribute)) || one.IsDefined(typeof(TenMinutesAttribute)))
            .Where(one => !Quick.Contains(one))
            .Select(one => $"{one.ReflectedType!.Name}.{one.Name}")
            .ShouldBeEmpty();

    [GeneratedRegex(@"^(?<n>\d+)\. ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Step();
}
