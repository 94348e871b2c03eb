using System.Globalization;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>Parts of the street's desk whose whole stories are long: each with its main act.</summary>
[Collection(nameof(StreetCollection))]
public sealed class PartsTests(Demo demo)
{
    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    [MainAct("/street#divisions")]
    public async Task A_change_of_communities_is_begun_and_its_first_things_get_a_place_before_it_is_dropped()
    {
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street#divisions");
        var page = desk.Page;
        await page.Locator("input[type=checkbox][value='411502001019']").CheckAsync();
        await page.GetByLabel("名称").FillAsync("解放新社区");
        await page.GetByLabel("代码（12 位）").FillAsync("411502001091");
        await Button(page.Locator("main"), "下一步：说去处").ClickAsync();
        var homes = page.Locator("[data-kind=household] header");
        await homes.Locator("select").SelectOptionAsync("411502001091");
        await Expect(homes.Locator(".unsaid")).ToHaveCountAsync(0);
        await Expect(Button(page.Locator("main"), "提请确认")).ToBeDisabledAsync();
        await Button(page.Locator("main"), "作废").ClickAsync();
        await Button(page.Locator("main"), "作废这一件").ClickAsync();
        await Expect(Button(page.Locator("main"), "下一步：说去处")).ToBeVisibleAsync();
    }

    [Fact]
    [MainAct("/street#lists")]
    public async Task A_street_applies_for_a_matter_which_waits_for_the_county()
    {
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street#lists");
        await Button(desk.Page.Locator(".matters"), "＋ 申请一项").ClickAsync();
        var sheet = desk.Page.Locator("dialog.sheet");
        await sheet.GetByText("协助清单").ClickAsync();
        var until = Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(60).ToString("O", CultureInfo.InvariantCulture);
        foreach (
            var (field, value) in ((string, string)[])
                [
                    ("title", "街道登记试"),
                    ("code", "street-try"),
                    ("department", "例县卫健委"),
                    ("document", "例卫〔2026〕2 号"),
                    ("until", until),
                    ("money", "每人 2 元"),
                    ("conditions", "培训一次"),
                ]
        )
            await sheet.Locator($"[name=matter-{field}]").FillAsync(value);
        await Button(sheet, "申请一项").ClickAsync();
        await Expect(desk.Page.Locator("[data-matter=street-try]")).ToHaveAttributeAsync("data-stage", "applied");
    }
}
