using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Server.Tests.Requests;
using Emergency.Testing;

namespace Emergency.Server.Tests.Surfaces;

/// <summary>
/// No act is open to programs alone: a page calls each route, and the server sends each command, or a sentence gives the reason.
/// </summary>
public sealed partial class ButtonTests
{
    private static readonly string Tests = Path.Combine(Material.Root, "tests");

    [Fact]
    public void Each_route_is_called_by_a_page_or_stands_with_its_reason_in_a_list()
    {
        var routes = Routes().ToHashSet(StringComparer.Ordinal);
        var reasons = Reasons("routes-without-a-page.md");
        routes
            .Except(PageCalls.All.Keys, StringComparer.Ordinal)
            .Except(reasons.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ShouldBeEmpty(
                "no page calls these routes: give the act a button in src/web, or add the line \"- METHOD /path: why no page does it\" to tests/routes-without-a-page.md"
            );
        reasons
            .Keys.Where(PageCalls.All.ContainsKey)
            .Select(route => $"{route} ({PageCalls.All[route]})")
            .ShouldBeEmpty("a page calls these now: take their lines out of tests/routes-without-a-page.md");
        reasons
            .Keys.Except(routes, StringComparer.Ordinal)
            .ShouldBeEmpty("these routes are gone: take their lines out of tests/routes-without-a-page.md");
    }

    [Fact]
    public void What_a_page_calls_exists()
    {
        PageCalls.All.Count.ShouldBeGreaterThan(100);
        PageCalls.All.Keys.Except(Routes(), StringComparer.Ordinal).ShouldBeEmpty("pages call what tests/frozen/api does not know");
        PageCalls.Untyped.ShouldBeEmpty(
            "write addresses through api.GET, api.POST …, postTo or fileAt (src/web/src/base/api), so that they are compared with what exists"
        );
    }

    [Fact]
    public void Each_command_has_a_sender_in_the_server_or_stands_with_its_reason_in_a_list()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(Material.Root, "src", "Emergency.Server"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);
        var made = sources
            .SelectMany(text => Made().Matches(text))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        var commands = typeof(Command)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Command)) && !type.IsAbstract)
            .Select(type => type.Name)
            .ToHashSet(StringComparer.Ordinal);
        var reasons = Reasons("commands-without-a-sender.md");
        commands
            .Except(made, StringComparer.Ordinal)
            .Except(reasons.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ShouldBeEmpty(
                "nothing in src/Emergency.Server sends these commands: send them, or add the line \"- Name: why nothing sends it\" to tests/commands-without-a-sender.md"
            );
        reasons.Keys.Where(made.Contains).ShouldBeEmpty("these are sent now: take their lines out of tests/commands-without-a-sender.md");
        reasons
            .Keys.Except(commands, StringComparer.Ordinal)
            .ShouldBeEmpty("these commands are gone: take their lines out of tests/commands-without-a-sender.md");
    }

    private static IEnumerable<string> Routes() => ApiPages.Routes(Path.Combine(Tests, "frozen", "api"));

    private static Dictionary<string, string> Reasons(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Tests, file))
            .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
            .Select(line => line[2..].Split(": ", 2))
            .ToList();
        lines.ShouldAllBe(line => line.Length == 2 && line[1].Length > 10);
        return lines.ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\bnew\s+(?<name>[A-Z]\w+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();
}
