using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Server.Tests.Surfaces;

/// <summary>
/// Every row of tests/articles.md: an article of a regulation is carried by an existing page and by a browser test that does it, or stands
/// outside with a sentence.
/// </summary>
public sealed partial class ArticleTests
{
    private const int Rows = 91;
    private static readonly string Pages = Path.Combine(Material.Root, "src", "web", "src", "pages");
    private static readonly IReadOnlyDictionary<string, (string Row, string? Test)> All = Read();
    private static readonly string Browser = Path.Combine(Material.Root, "tests", "Emergency.Browser.Tests");
    private static readonly HashSet<string> Parts = Named(Path.Combine("street", "parts.ts"), Part()).ToHashSet(StringComparer.Ordinal);
    private static readonly HashSet<string> Addresses = Named("desk.ts", Address())
        .Concat(Named("phone.ts", Slot()).SelectMany(names => names.Split('|')).Select(name => $"/team#/{name}"))
        .Concat(["/team", "/public", "/paper"])
        .ToHashSet(StringComparer.Ordinal);

    public static TheoryData<string> Articles => [.. All.Keys];

    [Fact]
    public void All_rows_of_the_five_regulations_are_there() => All.Count.ShouldBe(Rows);

    [Theory, MemberData(nameof(Articles))]
    public void An_article_is_carried_by_a_page_or_rightly_outside(string article)
    {
        var (row, test) = All[article];
        var (how, why) = row.Split(": ", 2) is [var first, var rest] ? (first, rest) : ("", "");
        why.Length.ShouldBeGreaterThan(20, "each row says what is done there, or why it is outside");
        switch (how.Split(' '))
        {
            case ["outside"]:
                test.ShouldBeNull();
                break;
            case ["page", .. var pages]:
                pages.ShouldNotBeEmpty();
                foreach (var page in pages)
                    (page.Split('#') is ["/street", var of] ? Parts.Contains(of) : Addresses.Contains(page)).ShouldBeTrue(
                        $"{article}: there is no {page}"
                    );
                IsThere(test.ShouldNotBeNull($"{article}: below the row stands Class.Method of a browser test"));
                break;
            default:
                Assert.Fail($"{article}: \"page\" or \"outside\", then a colon and a sentence");
                break;
        }
    }

    private static void IsThere(string test)
    {
        var (type, method) = test.Split('.') is [var first, var second] ? (first, second) : throw new FormatException(test);
        Directory
            .EnumerateFiles(Browser, $"{type}.cs", SearchOption.AllDirectories)
            .Any(file => File.ReadAllText(file).Contains($" Task {method}(", StringComparison.Ordinal))
            .ShouldBeTrue($"there is no browser test {test}");
    }

    private static Dictionary<string, (string Row, string? Test)> Read()
    {
        var (rows, law, last) = (new Dictionary<string, (string, string?)>(StringComparer.Ordinal), "", "");
        foreach (var line in File.ReadLines(Path.Combine(Material.Root, "tests", "articles.md")))
            if (line.StartsWith("## ", StringComparison.Ordinal))
                law = line[3..];
            else if (line.StartsWith("- ", StringComparison.Ordinal) && line[2..].Split(": ", 2) is [var number, var row])
                rows.Add(last = $"{law} {number}", (row, null));
            else if (line.StartsWith("  ", StringComparison.Ordinal))
                rows[last] = (rows[last].Item1, line.Trim());
        return rows;
    }

    private static IEnumerable<string> Named(string file, Regex what) =>
        what.Matches(File.ReadAllText(Path.Combine(Pages, file))).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\bpart: '(?<name>[a-z-]+)'", RegexOptions.None, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\bpath: '(?<name>[^']+)'", RegexOptions.None, 1000)]
    private static partial Regex Address();

    /// <summary>A page of the phone: /:page(who|doors)/:arg?.</summary>
    [GeneratedRegex(@"\bpath: '/:page\((?<name>[a-z|]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Slot();
}
