using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

/// <summary>An office looks after its own accounts: invited, confirmed, handed over by a link, locked.</summary>
[Collection(nameof(LoginCollection))]
public sealed class AdministrationTests(Demo demo)
{
    [Fact]
    [TenMinutes(15)]
    [MainAct("/accounts")]
    public async Task An_operator_invites_somebody_another_person_confirms_and_the_invited_one_chooses_a_password_on_the_phone()
    {
        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/accounts");
        await Expect(desk.Page.Locator("tr[data-key]").First).ToBeVisibleAsync();
        await desk.Picture("accounts");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "邀请一人" }).ClickAsync();
        await desk.Page.Locator("[name=account-1-role]").SelectOptionAsync("street-officer");
        await Expect(desk.Page.Locator("[name=account-1-place]")).ToHaveValueAsync("411502001");
        await desk.Page.Locator("[name=account-1-place]").SelectOptionAsync("411502001");
        await desk.Page.Locator("[name=account-person]").FillAsync("何拟新");
        await desk.Page.Locator("[name=account-phone]").FillAsync("139-0000-0488");
        await desk.Page.Locator("[name=account-name]").FillAsync("street-new");
        await desk.Page.Locator("[name=account-reason]").FillAsync("接替调走的同事");
        await Expect(desk.Page.Locator(".seen")).ToContainTextAsync("街道应急办 · 老城街道");
        await desk.Picture("accounts-invite");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "送去确认" }).ClickAsync();
        await Expect(desk.Page.Locator("dialog [role=status]").First).ToContainTextAsync("等另一位管理员或县指挥长在");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();

        await using var county = await (await demo.Open("commander", Device.Laptop)).Go("/command");
        await county.Page.GetByRole(AriaRole.Button, new() { Name = "等我确认" }).ClickAsync();
        var one = county.Page.Locator("[data-confirmation]").Filter(new() { HasText = "street-new" });
        foreach (var text in (string[])["新建账号", "何**", "老城街道", "接替调走的同事"])
            await Expect(one).ToContainTextAsync(text);
        await county.Picture("accounts-confirm");
        await one.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(one).ToHaveCountAsync(0);

        await desk.Page.ReloadAsync();
        await desk.Page.GetByRole(AriaRole.Searchbox).FillAsync("何拟新");
        await desk.Page.Locator("tr[data-key]").Filter(new() { HasText = "何拟新" }).ClickAsync();
        await Expect(desk.Page.Locator(".drawer")).ToContainTextAsync("没激活，还没开链接");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "开邀请链接" }).ClickAsync();
        var address = (await desk.Page.Locator("[data-address]").TextContentAsync())!;
        await desk.Picture("accounts-link");

        await using var phone = await demo.Open(null, Device.Phone);
        await phone.Page.GotoAsync(address);
        await Expect(phone.Page.Locator(".whose")).ToContainTextAsync("何拟新的账号");
        await Expect(phone.Page.Locator(".whose")).ToContainTextAsync("街道应急办（老城街道");
        phone.Page.Url.ShouldNotContain("invite", Case.Sensitive, "the link stays in no history");
        await phone.Page.Locator("#new").FillAsync("19850312");
        await phone.Page.Locator("#again").FillAsync("19850312");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "设置密码并登录" }).ClickAsync();
        await Expect(phone.Page.Locator("p.wrong[role=alert]")).ToContainTextAsync("容易猜到");
        await phone.Picture("login-invited-phone");
        await phone.Page.Locator("#new").FillAsync("plum-kettle-9351");
        await phone.Page.Locator("#again").FillAsync("plum-kettle-9351");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "设置密码并登录" }).ClickAsync();
        await phone.At("/street");

        await using var late = await demo.Open(null, Device.Phone);
        await late.Page.GotoAsync(address);
        await Expect(late.Page.Locator("p.wrong[role=alert]")).ToContainTextAsync("已经用过");
        await late.Picture("login-invited-used-phone");

        // The phone is lost.
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "马上锁定" }).ClickAsync();
        await Expect(desk.Page.Locator(".drawer")).ToContainTextAsync("已锁定（管理员）");
        await Expect(phone.Page.Locator("[name=account]")).ToBeVisibleAsync();
        await phone.Page.FillAsync("[name=account]", "street-new");
        await phone.Page.FillAsync("[name=password]", "plum-kettle-9351");
        await phone.Page.PressAsync("[name=password]", "Enter");
        await Expect(phone.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("账号已被锁定");
        (await desk.Unreachable("账号", 40)).ShouldBeEmpty();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_secretary_sees_the_accounts_of_the_own_team_and_asks_for_one_of_a_member_by_name()
    {
        await using var phone = await (await demo.Open("secretary", Device.Phone)).Go("/accounts");
        await Expect(phone.Page.Locator("tr[data-key]").Filter(new() { HasText = "grid2" })).ToHaveCountAsync(1);
        await Expect(phone.Page.Locator("tr[data-key]").Filter(new() { HasText = "commander" })).ToHaveCountAsync(0);
        await phone.Picture("accounts-phone");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "邀请一人" }).ClickAsync();
        await phone.Page.Locator("[name=account-member]").SelectOptionAsync(new SelectOptionValue { Index = 12 });
        await phone.Page.Locator("[name=account-name]").FillAsync("team-new");
        await Expect(phone.Page.Locator(".seen")).ToContainTextAsync("义阳社区");
        await phone.Picture("accounts-invite-phone");
        (await phone.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "送去确认" }).ClickAsync();
        await Expect(phone.Page.Locator("dialog")).ToContainTextAsync("等本社区的街道应急办在");
    }
}
