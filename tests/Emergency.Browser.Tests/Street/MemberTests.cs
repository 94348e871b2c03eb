using Emergency.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>The secretary keeps the team: adds somebody, changes a number, lets them go, and takes them back.</summary>
[Collection(nameof(StreetCollection))]
public sealed class MemberTests(Demo demo)
{
    private static ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task A_member_is_added_changed_leaves_and_comes_back()
    {
        await using var screen = await (await demo.Open("secretary", Device.Office)).Go("/street#communities");
        await Button(screen.Page.Locator(".communities"), "义阳社区").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Tab, new() { Name = "值班" }).ClickAsync();
        var (members, sheet) = (screen.Page.Locator(".members"), screen.Page.Locator("dialog.sheet"));
        await Button(members, "逐个看").ClickAsync();

        await Button(members, "＋ 加一人").ClickAsync();
        await Button(sheet, "存").ClickAsync();
        await sheet.Locator("[name=member-name]").FillAsync("鄢拟青");
        await sheet.Locator("[name=member-phones]").FillAsync("13900000061、0376-6200061");
        await sheet.Locator("[name=member-role]").SelectOptionAsync("volunteer");
        await sheet.Locator("[name=member-skills]").FillAsync("急救、手语");
        await screen.Picture("street-member-add");
        await Button(sheet, "存").ClickAsync();
        var row = members.Locator("li[data-member]").Filter(new() { HasText = "鄢**" });
        await Expect(row).ToHaveCountAsync(1);

        await Button(row, "改 鄢**").ClickAsync();
        await Expect(sheet.Locator("[name=member-phones]")).ToHaveValueAsync("13900000061、0376-6200061");
        await sheet.Locator("[name=member-grid]").FillAsync("001001-G1");
        await Button(sheet, "存").ClickAsync();
        await Expect(row).ToContainTextAsync("001001-G1");

        await Button(row, "鄢** 离队").ClickAsync();
        await Button(sheet, "离队").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await members.Locator("details.former > summary").ClickAsync();
        var former = members.Locator("li[data-former]").Filter(new() { HasText = "鄢**" });
        await screen.Picture("street-members-former");
        await Button(former, "请回来：鄢**").ClickAsync();
        await sheet.Locator("[name=member-name]").FillAsync("鄢拟青");
        await sheet.Locator("[name=member-phones]").FillAsync("13900000061");
        await Button(sheet, "存").ClickAsync();
        await Expect(row).ToHaveCountAsync(1);
        await Expect(former).ToHaveCountAsync(0);
        (await screen.Unreachable("街道台", 30)).ShouldBeEmpty();
        await Button(row, "鄢** 离队").ClickAsync();
        await Button(sheet, "离队").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }
}
