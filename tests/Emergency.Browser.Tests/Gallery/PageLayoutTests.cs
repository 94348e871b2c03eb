using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;

namespace Emergency.Browser.Tests.Gallery;

/// <summary>
/// Each page in both languages, from the smallest phone to the wall and at 200 %, in forced colours and printed: nothing off the screen,
/// nothing cut, no error of its program, and on a phone nothing smaller than a finger; in both themes nothing too pale. A page switches its
/// language in place: opening it again would take longer than checking it.
/// </summary>
[Collection(nameof(PagesCollection))]
public sealed class PageLayoutTests(PagesFixture pages)
{
    /// <summary>All pages, or those in EMERGENCY_PAGES, separated by commas.</summary>
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

    /// <summary>
    /// The looks that find most: the longest words in the narrowest window, a phone and a desk in Chinese, a desk at 200 % and forced
    /// colours.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_opens_whole_with_its_data_one_title_and_no_fault_of_its_program(string name)
    {
        var look = LookedAt.All.Single(one => one.Name == name);
        if (look.IsForPhones)
        {
            var phone = await pages.Open(look, Device.SmallPhone);
            await OneTitle(phone, look);
            await Whole(phone, [Layout.Phones[0]], look, Layout.Languages[0]);
            await pages.Speak(phone, look, Layout.Languages[1]);
            await Whole(phone, [Layout.Phones[1]], look, Layout.Languages[1]);
            pages.Complaints(phone).ShouldBeEmpty(look.Name);
        }
        if (!look.IsForDesks)
            return;
        var screen = await pages.Open(look, Device.Office);
        await OneTitle(screen, look);
        await Whole(screen, Layout.FewDesks.Where(width => width >= look.Least), look, Layout.Languages[0], touched: false);
        await Forced(screen, look, Layout.Languages[0]);
        await pages.Speak(screen, look, Layout.Languages[1]);
        await Whole(screen, [Math.Max(Device.Office.Width, look.Least)], look, Layout.Languages[1]);
        pages.Complaints(screen).ShouldBeEmpty(look.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Long("the full matrix of windows, languages, print and forced colours")]
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
            await Forced(screen, look, language);
            await screen.Page.EmulateMediaAsync(new() { Media = Media.Print });
            await screen.Page.SetViewportSizeAsync(Math.Max(Layout.Paper, look.Least), 1123);
            (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{look.Name} {language} printed");
            await screen.Picture($"layout-{look.Name}-{language}-print", whole: true);
            await screen.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        }
        // The language changes no colour.
        await screen.Page.SetViewportSizeAsync(Math.Max(Device.Office.Width, look.Least), Device.Office.Height);
        (await screen.Pale(theme => screen.Picture($"layout-{look.Name}-{theme}"))).ShouldBeEmpty(look.Name);
    }

    /// <summary>Screen readers go by headings: the first heading of a page names it, and is the only one of its level.</summary>
    private static async Task OneTitle(Screen screen, Look look) =>
        (await screen.Page.Locator("h1:visible").AllInnerTextsAsync()).Count.ShouldBe(1, look.Name);

    private static async Task Forced(Screen screen, Look look, string language)
    {
        await screen.Page.SetViewportSizeAsync(Math.Max(Device.Office.Width, look.Least), Device.Office.Height);
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await screen.Faults(Layout.Script(0))).ShouldBeEmpty($"{look.Name} {language} in forced colours");
        await screen.Picture($"layout-{look.Name}-{language}-forced");
        await screen.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
    }

    /// <param name="touched">True to make the window a phone's where it is as narrow as one.</param>
    private static async Task Whole(Screen screen, IEnumerable<int> widths, Look look, string language, bool touched = true)
    {
        foreach (var width in widths)
        {
            await screen.Page.SetViewportSizeAsync(width, 900);
            (await screen.Faults(Layout.Script(touched ? Layout.Finger(width) : 0))).ShouldBeEmpty($"{look.Name} {language} {width}");
            await screen.Picture($"layout-{look.Name}-{language}-{width}");
        }
    }
}
