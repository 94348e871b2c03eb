using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Server.Tests.Surfaces;

/// <summary>Every row of tests/articles.md: an article of a regulation is carried by a page that exists, or stands outside with a sentence.</summary>
public sealed partial class ArticleTests
{
    private const int Rows = 91;
    private static readonly string Pages = Path.Combine(Material.Root, "src", "web", "src", "pages");
    private static readonly IReadOnlyDictionary<string, string> All = Read();
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
        var (how, why) = All[article].Split(": ", 2) is [var first, var rest] ? (first, rest) : ("", "");
        why.Length.ShouldBeGreaterThan(20, "each row says what is done there, or why it is outside");
        switch (how.Split(' '))
        {
            case ["outside"]:
                break;
            case ["page", .. var pages]:
                pages.ShouldNotBeEmpty();
                foreach (var page in pages)
                    (page.Split('#') is ["/street", var of] ? Parts.Contains(of) : Addresses.Contains(page)).ShouldBeTrue(
                        $"{article}: there is no {page}"
                    );
                break;
            default:
                Assert.Fail($"{article}: \"page\" or \"outside\", then a colon and a sentence");
                break;
        }
    }

    private static Dictionary<string, string> Read()
    {
        var (rows, law) = (new Dictionary<string, string>(StringComparer.Ordinal), "");
        foreach (var line in File.ReadLines(Path.Combine(Material.Root, "tests", "articles.md")))
            if (line.StartsWith("## ", StringComparison.Ordinal))
                law = line[3..];
            else if (line.StartsWith("- ", StringComparison.Ordinal) && line[2..].Split(": ", 2) is [var number, var row])
                rows.Add($"{law} {number}", row);
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
