using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>今天, 日程 and the county's 准备: one click leads from each due item to its page.</summary>
[Collection(nameof(StreetCollection))]
public sealed class TodayTests(Demo demo)
{
    [Fact]
    [MainAct("/street#today")]
    public async Task The_street_opens_with_what_is_due_and_each_line_leads_to_the_place_where_it_is_done()
    {
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/street");
        var lines = screen.Page.Locator(".today .main li");
        await Expect(lines.First).ToBeAttachedAsync();
        // While an incident runs here, items that can wait are one line.
        if (await screen.Page.Locator(".today details.later summary").CountAsync() > 0)
            await screen.Page.Locator(".today details.later summary").ClickAsync();
        await Expect(lines.First).ToBeVisibleAsync();
        (await screen.Page.Locator(".today .main section > ol").First.Locator("li").CountAsync()).ShouldBeLessThanOrEqualTo(5);
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        (await screen.Page.Locator("main").InnerTextAsync()).ShouldNotContain("today.");
        await screen.Picture("street-today-light");
        var register = lines.Filter(new() { HasText = "名单待核实" }).First;
        await register.Locator("a.button").ClickAsync();
        await Expect(screen.Page.Locator(".register")).ToBeVisibleAsync();
        screen.Page.Url.ShouldContain("#residents");
    }

    [Fact]
    [MainAct("/street#calendar")]
    public async Task The_calendar_is_walked_by_keyboard_and_a_year_without_announced_holidays_says_so()
    {
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/street?month=2039-06#calendar");
        await Expect(screen.Page.Locator("main")).ToContainTextAsync("2039 年的放假安排还没公布");
        var day = screen.Page.Locator("[data-day='2039-06-01']");
        await day.ClickAsync();
        await Expect(screen.Page.Locator(".beside aside")).ToContainTextAsync("半年盘点");
        await screen.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(screen.Page.Locator("[data-day='2039-06-02']")).ToBeFocusedAsync();
        await screen.Page.Keyboard.PressAsync("PageDown");
        await Expect(screen.Page.Locator(".calendar h2")).ToContainTextAsync("7");
        await screen.Picture("street-calendar-light");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_streets_own_store_and_the_training_of_teams_stand_in_the_calendar_where_they_come_round()
    {
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/street?month=2039-06#calendar");
        var day = screen.Page.Locator(".beside aside");
        await screen.Page.Locator("[data-day='2039-06-01']").ClickAsync();
        await Expect(day).ToContainTextAsync("街道库半年盘点");
        await Expect(day).ToContainTextAsync("看一遍街道库快到期的");
        await screen.Picture("street-calendar-own-store");
        await screen.Go("/street?month=2039-03#calendar");
        await screen.Page.Locator("[data-day='2039-03-15']").ClickAsync();
        await Expect(day).ToContainTextAsync("队伍一年一训");
    }

    [Fact]
    [TenMinutes(14)]
    [MainAct("/readiness")]
    public async Task The_county_sees_in_how_many_communities_what_lacks_and_opens_a_cell_by_name()
    {
        await using var screen = await (await demo.Open("commander", Device.Office)).Go("/readiness");
        await Expect(screen.Page.Locator("table[role=grid] tbody tr").First).ToBeVisibleAsync();
        (await screen.Page.Locator("main").InnerTextAsync()).ShouldNotContain("%");
        await screen.Picture("county-readiness-light");
        await screen.Page.Locator("[role=gridcell] button.late").First.ClickAsync();
        await Expect(screen.Page.Locator(".drawer li").First).ToBeVisibleAsync();
        (await screen.Page.Locator(".drawer a.button").First.InnerTextAsync()).ShouldBeOneOf("去办", "看");
        await screen.Page.Locator("input[name=day]").FillAsync("2019-01-01");
        await Expect(screen.Page.Locator("main")).ToContainTextAsync("这天没有记下来");
        await screen.Page.Locator("[data-pack=hubei] summary").ClickAsync();
        await Expect(screen.Page.Locator("[data-pack=hubei]")).ToContainTextAsync("草案(不计)");
    }
}
