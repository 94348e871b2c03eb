using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>The sheet with the seal that is kept outside, on the page where its readers come in.</summary>
[Collection(nameof(LoginCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class AnchorTests(Demo demo)
{
    private static readonly Regex Groups = new("^(?:[0-9a-f]{4} ){15}[0-9a-f]{4}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("operator", "/street")]
    [InlineData("auditor", "/command")]
    public async Task Who_keeps_the_anchor_opens_its_sheet_by_a_click_and_it_is_one_page_of_paper(string account, string page)
    {
        await using var screen = await (await demo.Open(account, Device.Desk)).Go(page);
        var link = screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "日志存证单" });
        await Expect(link).ToBeVisibleAsync();
        await screen.Picture($"anchor-link-{account}");
        var sheet = await screen.Page.RunAndWaitForPopupAsync(() => link.ClickAsync());
        await Expect(sheet.Locator("h1")).ToHaveTextAsync("日志存证单");
        await Expect(sheet.Locator("dd.code").Nth(1)).ToContainTextAsync(Groups);
        await Expect(sheet.Locator("#print")).ToBeVisibleAsync();
        var paper = System.Text.Encoding.Latin1.GetString(await sheet.PdfAsync(new() { Format = "A4" }));
        Regex.Count(paper, @"/Type\s*/Page\b", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(1);
        var file = await sheet.RunAndWaitForDownloadAsync(() => sheet.Locator("a[download]").ClickAsync());
        file.SuggestedFilename.ShouldStartWith("anchor-");
    }
}
