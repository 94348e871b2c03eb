using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>Each page in both languages, from the smallest phone to the wall and at 200 %, in forced colours and printed: nothing off the screen, nothing cut, and on a phone nothing smaller than a finger; in both themes nothing too pale. A page speaks its other language in place: opening it again would take longer than looking at it.</summary>
[Collection(nameof(PagesCollection))]
public sealed class PageLayoutTests(PagesFixture pages)
{
    /// <summary>All pages, or those that EMERGENCY_PAGES names, with commas between them.</summary>
    public static TheoryData<string> Names =>
        Environment.GetEnvironmentVariable("EMERGENCY_PAGES") is { Length: > 0 } some
            ? [.. some.Split(',')]
            : [.. LookedAt.All.Select(look => look.Name)];

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
    public async Task A_page_stands_whole_on_every_window_in_both_languages_and_themes_in_forced_colours_and_printed(string name)
    {
        var look = LookedAt.All.Single(one => one.Name == name);
        if (look.Least <= Layout.Phones.Max())
        {
            var phone = await pages.Open(look, Device.SmallPhone);
            await OneTitle(phone, look);
            foreach (var language in Layout.Languages)
            {
                await pages.Speak(phone, look, language);
                await Whole(phone, Layout.Phones.Where(width => width >= look.Least), look, language);
            }
        }
        var screen = await pages.Open(look, Device.Office);
        await OneTitle(screen, look);
        foreach (var language in Layout.Languages)
        {
            await pages.Speak(screen, look, language);
            await Whole(screen, Layout.Desks.Where(width => width >= look.Least), look, language);
            await screen.Page.SetViewportSizeAsync(Math.Max(Device.Office.Width, look.Least), Device.Office.Height);
            await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
            (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{look.Name} {language} in forced colours");
            await screen.Picture($"layout-{look.Name}-{language}-forced");
            await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None, Media = Media.Print });
            await screen.Page.SetViewportSizeAsync(Math.Max(Layout.Paper, look.Least), 1123);
            (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{look.Name} {language} printed");
            await screen.Picture($"layout-{look.Name}-{language}-print", whole: true);
            await screen.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        }
        // Which language stands there changes no colour.
        await screen.Page.SetViewportSizeAsync(Math.Max(Device.Office.Width, look.Least), Device.Office.Height);
        (await screen.Pale(theme => screen.Picture($"layout-{look.Name}-{theme}"))).ShouldBeEmpty(look.Name);
    }

    /// <summary>A screen reader goes by headings: the first of them says what the page is, and is one.</summary>
    private static async Task OneTitle(Screen screen, Look look) =>
        (await screen.Page.Locator("h1:visible").AllInnerTextsAsync()).Count.ShouldBe(1, look.Name);

    private static async Task Whole(Screen screen, IEnumerable<int> widths, Look look, string language)
    {
        foreach (var width in widths)
        {
            await screen.Page.SetViewportSizeAsync(width, 900);
            (await screen.Faults(Layout.Script(Layout.Finger(width)))).ShouldBeEmpty($"{look.Name} {language} {width}");
            await screen.Picture($"layout-{look.Name}-{language}-{width}");
        }
    }
}
