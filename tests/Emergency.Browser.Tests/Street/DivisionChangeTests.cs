using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>撤并拆分: a community is split, everything is said by buildings with one exception, the county confirms, and the old one is history.</summary>
public sealed class DivisionChangeTests
{
    private const string Old = "411502001001",
        East = "411502001081",
        West = "411502001082";

    [Fact]
    public async Task A_community_is_split_by_buildings_and_its_code_leads_to_the_new_one()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street#divisions");
        var page = desk.Page;
        var tick = page.Locator($"input[type=checkbox][value='{Old}']");
        await Expect(tick).ToBeVisibleAsync();
        await tick.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "再加一个" }).ClickAsync();
        foreach (var (at, code, name) in new[] { (0, East, "义阳东社区"), (1, West, "义阳西社区") })
        {
            await page.GetByLabel("代码（12 位）").Nth(at).FillAsync(code);
            await page.GetByLabel("名称").Nth(at).FillAsync(name);
        }
        await desk.Picture("division-open", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步：说去处" }).ClickAsync();

        var homes = page.Locator("[data-kind=household]");
        await homes.Locator("header select").SelectOptionAsync(East);
        await Expect(homes.Locator("header .unsaid")).ToHaveCountAsync(0);
        // One building goes elsewhere, one door of it does not.
        var building = homes.Locator("details").First;
        await building.Locator("summary select").SelectOptionAsync(West);
        await building.Locator("summary span").ClickAsync();
        await building.Locator("li select").First.SelectOptionAsync(East);
        await Expect(building.Locator("summary select")).ToHaveValueAsync("*");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "提请确认" })).ToBeDisabledAsync();
        await desk.Picture("division-going", whole: true);

        // What was said is kept.
        await page.ReloadAsync();
        await Expect(page.Locator("[data-kind=household] header")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-kind=household] header .unsaid")).ToHaveCountAsync(0);
        foreach (var kind in await page.Locator("[data-kind]:not([data-kind=household])").AllAsync())
        {
            await kind.Locator("header select").SelectOptionAsync(East);
            await Expect(kind.Locator("header .unsaid")).ToHaveCountAsync(0);
        }
        await Expect(page.GetByText("项都说了去处")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提请确认" }).ClickAsync();
        await Expect(page.GetByText("等街道或县里另一人确认")).ToBeVisibleAsync();
        await desk.Picture("division-asked", whole: true);

        await using var county = await (await demo.Open("duty", Device.Office)).Go("/street#confirm");
        var asked = county.Page.Locator("li, article").Filter(new() { HasText = "撤并拆分社区" }).First;
        await Expect(asked).ToContainTextAsync("义阳东社区、义阳西社区");
        await county.Picture("division-confirm", whole: true);
        await asked.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "办过的" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Locator(".done button").First.ClickAsync();
        await Expect(page.Locator(".past")).ToContainTextAsync(East);
        await desk.Picture("division-done", whole: true);

        await page.GotoAsync($"{demo.Address}street?community={Old}#residents");
        await Expect(page.Locator("[data-old-code]")).ToContainTextAsync("义阳东");
        await page.WaitForURLAsync($"**community={East}**");
        await desk.Picture("division-led", whole: true);
    }
}
