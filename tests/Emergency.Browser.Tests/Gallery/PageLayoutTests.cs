using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>Each page in its longest language, from the smallest phone to the wall and at 200 %, in forced colours and printed: nothing off the screen, nothing cut, and on a phone nothing smaller than a finger.</summary>
[Collection(nameof(PagesCollection))]
public sealed class PageLayoutTests(PagesFixture pages)
{
    public static TheoryData<string> Names => [.. LookedAt.All.Select(look => look.Name)];

    [Fact]
    public void Every_page_of_the_routers_is_looked_at_or_says_why_not()
    {
        LookedAt.Rows().ShouldNotBeEmpty();
        LookedAt
            .All.Select(look => look.Row)
            .Concat(LookedAt.LeftOut.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ShouldBe(LookedAt.Rows().Order(StringComparer.Ordinal));
        LookedAt.All.Select(look => look.Name).ShouldBeUnique(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_stands_whole_on_every_window_in_forced_colours_and_printed(string name)
    {
        var look = LookedAt.All.Single(one => one.Name == name);
        if (look.Least <= Layout.Phones.Max())
            await using (var phone = await Open(look, Device.SmallPhone))
                await Whole(phone, Layout.Phones.Where(width => width >= look.Least), look);
        await using var screen = await Open(look, Device.Office);
        await Whole(screen, Layout.Desks.Where(width => width >= look.Least), look);
        await screen.Page.SetViewportSizeAsync(Math.Max(Device.Office.Width, look.Least), Device.Office.Height);
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{look.Name} in forced colours");
        await screen.Picture($"layout-{look.Name}-forced");
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
        await screen.Page.SetViewportSizeAsync(Math.Max(Layout.Paper, look.Least), 1123);
        (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{look.Name} printed");
        await screen.Picture($"layout-{look.Name}-print", whole: true);
    }

    private async Task<Screen> Open(Look look, Device device)
    {
        var (before, fragment) = pages.At(look.Address).Split('#') is [var at, var part] ? (at, $"#{part}") : (pages.At(look.Address), "");
        var screen = await pages.Demo.Open(look.Account, device);
        await screen.Go($"{before}{(before.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang=en{fragment}");
        await Stands(screen);
        if (look.Press.Length == 0)
            return screen;
        await screen.Page.Locator(look.Press).ClickAsync();
        await Assertions.Expect(screen.Page.Locator(look.Press)).ToHaveAttributeAsync("aria-selected", "true");
        await Stands(screen);
        return screen;
    }

    private static async Task Stands(Screen screen)
    {
        await Assertions.Expect(screen.Page.Locator("h1, h2, main").First).ToBeAttachedAsync();
        await Assertions.Expect(screen.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    private static async Task Whole(Screen screen, IEnumerable<int> widths, Look look)
    {
        foreach (var width in widths)
        {
            await screen.Page.SetViewportSizeAsync(width, 900);
            (await screen.Faults(Layout.Script(Layout.Finger(width)))).ShouldBeEmpty($"{look.Name} {width}");
            await screen.Picture($"layout-{look.Name}-{width}");
        }
    }
}
