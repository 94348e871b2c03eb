using Emergency.Browser.Tests.Gallery;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// A drawer over a list: Back closes it and nothing else, from any way of opening it, and closing it by hand leaves no step behind.
/// </summary>
[Collection(nameof(PagesCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class DrawerTests(PagesFixture pages)
{
    [Theory]
    [InlineData(1440, false)]
    [InlineData(390, true)]
    public async Task Back_closes_a_drawer_and_the_page_stays(int width, bool touch)
    {
        await using var screen = await (await pages.Demo.Open("secretary", new(width, 844, touch))).Go(
            pages.At("/street?community={community}#shelters")
        );
        var (page, drawer) = (screen.Page, screen.Page.Locator("dialog.drawer"));
        await page.EvaluateAsync("window.stayed = true; location.hash = 'residents'");
        var row = page.Locator(".residents tbody tr.row").First;
        await Expect(row).ToBeVisibleAsync();
        await page.Locator(".residents tbody tr.row").Nth(2).ScrollIntoViewIfNeededAsync();
        var (address, name) = (page.Url, await row.GetAttributeAsync("data-key"));

        await row.ClickAsync();
        await Expect(drawer).ToBeVisibleAsync();
        await screen.Picture($"drawer-{width}");
        await page.GoBackAsync();
        await Expect(drawer).ToHaveCountAsync(0);
        page.Url.ShouldBe(address);
        await Expect(row).ToHaveAttributeAsync("data-key", name!);

        await row.ClickAsync();
        await Expect(drawer).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await screen.At(pages.At("/street?community={community}#shelters"));
        await Expect(page.Locator(".residents")).ToHaveCountAsync(0);
        (await page.EvaluateAsync<bool>("window.stayed === true")).ShouldBeTrue("the page was never loaded again");
    }
}
