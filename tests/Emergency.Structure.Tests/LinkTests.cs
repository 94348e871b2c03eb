using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>A link from one document to another leads to an existing file and heading.</summary>
public sealed partial class LinkTests
{
    private static readonly string Root = Material.Root;
    private static readonly string[] Built = ["bin", "obj", "node_modules", "dist", ".git"];

    private static IReadOnlyList<string> Pages { get; } = [.. Under(Root).Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    private static IEnumerable<string> Under(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Concat(Directory.EnumerateDirectories(folder).Where(one => !Built.Contains(Path.GetFileName(one))).SelectMany(Under));

    [Fact]
    public void Each_link_leads_somewhere()
    {
        Pages.Count.ShouldBeGreaterThan(50);
        Pages.SelectMany(Dead).ShouldBeEmpty();
    }

    [Fact]
    public void A_page_that_is_not_there_and_a_heading_that_is_not_there_are_found()
    {
        var page = Path.Combine(Root, "README.md");
        Dead(page, "[a](docs/none.md) [b](README.md#none) [c](#where-things-are) [d](https://none)")
            .ShouldBe(["README.md: docs/none.md", "README.md: README.md#none"]);
    }

    private static IEnumerable<string> Dead(string page) => Dead(page, File.ReadAllText(page));

    private static IEnumerable<string> Dead(string page, string text) =>
        Link()
            .Matches(Fence().Replace(text, ""))
            .Select(one => one.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(to => !Leads(page, Uri.UnescapeDataString(to)))
            .Select(to => $"{Path.GetRelativePath(Root, page)}: {to}");

    private static bool Leads(string page, string to)
    {
        var (file, heading) = to.Split('#', 2) is [var there, var part] ? (there, part) : (to, null);
        var path = file.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, file));
        return heading is null || !path.EndsWith(".md", StringComparison.Ordinal)
            ? File.Exists(path) || Directory.Exists(path)
            : File.Exists(path) && Headings(path).Contains(heading);
    }

    private static HashSet<string> Headings(string page) =>
        [.. Heading().Matches(Fence().Replace(File.ReadAllText(page), "")).Select(one => Anchor(one.Groups["text"].Value))];

    /// <summary>Anchor of a heading as repository pages make it: lower case, spaces to hyphens, no other signs.</summary>
#pragma warning disable CA1308 // Anchors are in lower case by contract.
    private static string Anchor(string heading) =>
        Sign().Replace(Marked().Replace(heading.Trim(), "${text}").ToLowerInvariant(), "").Replace(' ', '-');
#pragma warning restore CA1308

    [GeneratedRegex(@"\[[^\]]*\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline, 1_000)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]", RegexOptions.None, 1_000)]
    private static partial Regex Sign();
}
