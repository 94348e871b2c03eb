using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>月报: the secretary sends, the street gives back and receives and sends on, the county receives; all with the mouse.</summary>
[Collection(nameof(StreetCollection))]
public sealed class MonthReportTests(Demo demo)
{
    private static ILocator Button(ILocator one, string name) => one.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    [TenMinutes(14)]
    [MainAct("/months")]
    [MainAct("/street#month")]
    public async Task A_month_goes_from_the_community_to_the_county()
    {
        await using var secretary = await (await demo.Open("secretary", Device.Office)).Go("/street#month");
        var own = secretary.Page.Locator("[data-month=own]");
        await Expect(own.Locator("[data-figure=at-risk]")).Not.ToHaveTextAsync("0");
        (await secretary.Unreachable("月报", 20)).ShouldBeEmpty();
        await secretary.Picture("month-own");
        await own.Locator("[name=month-words]").FillAsync("这个月加装了两处栏杆");
        await Button(own, "报上级").ClickAsync();
        await Expect(own.Locator("header")).ToContainTextAsync("已报");

        await using var street = await (await demo.Open("street", Device.Office)).Go("/street#month");
        var below = street.Page.Locator("[data-month=below]");
        await Expect(below).ToContainTextAsync("1/13 个单位已报");
        var row = below.Locator("tbody tr").Filter(new() { HasText = "已报" });
        await Button(row, await row.Locator("button.link").InnerTextAsync()).ClickAsync();
        var drawer = street.Page.Locator("aside.drawer");
        await Expect(drawer).ToContainTextAsync("这个月加装了两处栏杆");
        await street.Picture("month-drawer");
        await Button(drawer, "退回").ClickAsync();
        await drawer.Locator("[name=month-why]").FillAsync("再核一遍名单");
        await Button(drawer, "退回").ClickAsync();
        await Expect(drawer).ToContainTextAsync("已退回");

        await secretary.Page.ReloadAsync();
        await Expect(own).ToContainTextAsync("再核一遍名单");
        await Button(own, "再报一次").ClickAsync();
        await Expect(own.Locator("header")).ToContainTextAsync("第 2 次");
        await street.Page.ReloadAsync();
        await row.Locator("button.link").ClickAsync();
        await Button(drawer, "签收").ClickAsync();
        await Expect(drawer).ToContainTextAsync("已签收");
        await Button(street.Page.Locator("[data-month=own]"), "报上级").ClickAsync();
        await Expect(street.Page.Locator("[data-month=own] header")).ToContainTextAsync("已报");
        await street.Picture("month-street");

        await using var county = await (await demo.Open("duty", Device.Office)).Go("/months");
        var streets = county.Page.Locator("[data-month=below]");
        await streets.Locator("tbody tr").Filter(new() { HasText = "已报" }).Locator("button.link").ClickAsync();
        await Button(county.Page.Locator("aside.drawer"), "签收").ClickAsync();
        await Expect(streets).ToContainTextAsync("已签收");
        await county.Picture("month-county");
    }
}
