using System.Globalization;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Domain;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>事项清单 of a county: a department applies on its own page, the county decides, stops and notes the year's adjustment.</summary>
[Collection(nameof(DemoCollection))]
public sealed class MattersTests(Demo demo)
{
    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    [MainAct("/matters")]
    public async Task A_department_applies_the_county_agrees_stops_it_with_its_cause_and_notes_the_years_adjustment()
    {
        await using var department = await (await demo.Open("department", Device.Office)).Go("/matters");
        await Button(department.Page.Locator(".matters"), "＋ 申请一项").ClickAsync();
        var sheet = department.Page.Locator("dialog.sheet");
        await sheet.GetByText("协助清单").ClickAsync();
        await sheet.Locator("[name=matter-title]").FillAsync("流感登记试");
        await sheet.Locator("[name=matter-code]").FillAsync("flu-try");
        await sheet.Locator("[name=matter-department]").FillAsync("例县卫健委");
        await sheet.Locator("[name=matter-document]").FillAsync("例卫〔2026〕1 号");
        await sheet
            .Locator("[name=matter-until]")
            .FillAsync(Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(60).ToString("O", CultureInfo.InvariantCulture));
        await Button(sheet, "申请一项").ClickAsync();
        await Expect(sheet.GetByText("协助事项要写").First).ToBeVisibleAsync();
        await sheet.Locator("[name=matter-money]").FillAsync("每人 2 元");
        await sheet.Locator("[name=matter-conditions]").FillAsync("培训一次");
        await department.Picture("matters-apply");
        await Button(sheet, "申请一项").ClickAsync();
        var theirs = department.Page.Locator("[data-matter=flu-try]");
        await Expect(theirs).ToHaveAttributeAsync("data-stage", "applied");
        await Expect(Button(theirs, "同意")).ToHaveCountAsync(0);

        await using var county = await (await demo.Open("commander", Device.Office)).Go("/matters");
        var row = county.Page.Locator("[data-matter=flu-try]");
        await Expect(row).ToContainTextAsync("例卫〔2026〕1 号");
        await Button(row, "同意").ClickAsync();
        await Expect(row).ToHaveAttributeAsync("data-stage", "approved");
        await county.Page.Locator("[name=adjust-document]").FillAsync("例府〔2026〕9 号");
        await Button(county.Page.Locator("[data-matters=adjusted]"), "记下今年的调整").ClickAsync();
        await Expect(county.Page.Locator("[data-matters=adjusted]")).ToContainTextAsync("例府〔2026〕9 号");
        await county.Picture("matters-county");
        await Button(row, "停止").ClickAsync();
        await row.Locator("[name=matter-why]").FillAsync("经费没有到");
        await Button(row.Locator("form"), "停止").ClickAsync();
        await county.Page.Locator("details.panel summary").ClickAsync();
        await Expect(row).ToContainTextAsync("经费没有到");
        await Expect(row).ToHaveAttributeAsync("data-stage", "stopped");

        await department.Page.ReloadAsync();
        await department.Page.Locator("details.panel summary").ClickAsync();
        await Expect(theirs).ToContainTextAsync("经费没有到");
        (await department.Unreachable("事项清单", 40)).ShouldBeEmpty();
    }
}
