using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>
/// Each account that "Ten minutes" in README.md sends to a page gets that page. The acts there are covered by the tests with
/// <see cref="TenMinutesAttribute"/>.
/// </summary>
[Collection(nameof(DemoCollection))]
[Long("a window for each account and page")]
public sealed partial class TenMinutesTests(Demo demo)
{
    private static string Text => LookedAt.Text("..", "..", "README.md").Split("## Ten minutes")[1].Split("\n## ")[0];

    private static IReadOnlyList<string> Known =>
        Accounts().Match(Text).Groups["all"].Value.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Pairs of account and page, in the order of a sentence.</summary>
    private static IReadOnlyList<(string Account, string Page)> Pairs()
    {
        var (accounts, pairs) = (Known, new List<(string, string)>());
        foreach (var sentence in Sentence().Split(Text))
        {
            var who = new List<string>();
            var named = false;
            foreach (var word in Code().Matches(sentence).Select(one => one.Groups["word"].Value))
            {
                if (accounts.Contains(word, StringComparer.Ordinal))
                {
                    if (named)
                        who.Clear();
                    named = false;
                    who.Add(word);
                }
                else if (word.Length > 1 && word[0] == '/' && word != "/public")
                {
                    named = true;
                    pairs.AddRange(who.Select(one => (one, word)));
                }
            }
        }
        return [.. pairs.Distinct()];
    }

    [Fact]
    public void Who_is_named_is_an_account_of_the_demo() =>
        As().Matches(Text).Select(one => one.Groups["who"].Value).Except(Known, StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public async Task Who_is_sent_to_a_page_is_shown_it()
    {
        var pairs = Pairs();
        pairs.Count.ShouldBeGreaterThan(9);
        foreach (var (account, page) in pairs)
        {
            await using var screen = await (await demo.Open(account, Device.Office)).Go(page);
            await Expect(screen.Page.Locator("main").First).ToBeVisibleAsync();
            await Expect(screen.Page.Locator("main.instead")).ToHaveCountAsync(0);
        }
    }

    [GeneratedRegex(@"Accounts of the demo: `(?<all>[a-z0-9\s]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Accounts();

    [GeneratedRegex("(?:As|as) `(?<who>[a-z0-9]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex As();

    [GeneratedRegex(@"(?<=[.;])\s", RegexOptions.None, 1_000)]
    private static partial Regex Sentence();

    [GeneratedRegex("`(?<word>[^`]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Code();
}
