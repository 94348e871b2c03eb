using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using OtpNet;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

/// <summary>A demo in which auditors and commanders must sign in with an authenticator.</summary>
public sealed class GuardedDemo() : Demo(null, "--second-factor-roles", "Auditor;CountyCommander");

/// <summary>An authenticator beside the password, as people set it up and sign in with it.</summary>
[Long("a demo of its own that asks for a second factor")]
public sealed class SecondFactorTests(GuardedDemo demo) : IClassFixture<GuardedDemo>
{
    // The code for the next 30 s is taken too, so a test need not wait.
    private static string Code(string secret, int step = 0) =>
        new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30 * step));

    private static async Task Type(Screen screen, string account, string password = Demo.Password)
    {
        await screen.Page.FillAsync("[name=account]", account);
        await screen.Page.FillAsync("[name=password]", password);
        await screen.Page.PressAsync("[name=password]", "Enter");
    }

    private static async Task<string> Secret(Screen screen) =>
        (await screen.Page.Locator("[data-secret]").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);

    private async Task<Screen> AtSignIn(Device device) => await (await demo.Open(null, device)).Go("/login");

    [Fact]
    public async Task Who_must_have_one_sets_it_up_at_the_first_sign_in_and_signs_in_with_a_code_from_then_on()
    {
        await using var desk = await AtSignIn(Device.Office);
        await Type(desk, "auditor");
        await Expect(desk.Page.Locator(".told")).ToContainTextAsync("请先启用");
        // No other page can be opened meanwhile.
        await desk.Page.GotoAsync("/audit");
        await desk.At("/login");
        var secret = await Secret(desk);
        (await desk.Unreachable("应急协同", 25)).ShouldBeEmpty();
        await desk.Picture("second-factor-enrol", whole: true);
        await desk.Page.FillAsync("[name=factor-code]", "12345");
        await desk.Page.FillAsync("[name=factor-password]", Demo.Password);
        await desk.Page.PressAsync("[name=factor-password]", "Enter");
        await Expect(desk.Page.Locator(".refusal")).ToContainTextAsync("验证码不对，还可试 4 次");
        secret.ShouldBe(await Secret(desk));
        await desk.Page.FillAsync("[name=factor-code]", Code(secret));
        await desk.Page.PressAsync("[name=factor-code]", "Enter");
        await Expect(desk.Page.Locator("[data-recovery] li")).ToHaveCountAsync(10);
        await desk.Picture("second-factor-recovery", whole: true);
        var recovery = (await desk.Page.Locator("[data-recovery] code").First.TextContentAsync())!;
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "已经保存好" }).ClickAsync();
        await desk.At("/audit");

        await using var phone = await AtSignIn(Device.Phone);
        await Type(phone, "auditor");
        await Expect(phone.Page.Locator("#code")).ToBeFocusedAsync();
        await Expect(phone.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("还要第二重验证");
        (await phone.Unreachable("应急协同", 25)).ShouldBeEmpty();
        (await phone.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await phone.Picture("second-factor-code-phone", whole: true);
        await phone.Page.FillAsync("#code", "12345");
        await phone.Page.PressAsync("#code", "Enter");
        await Expect(phone.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("还可试 4 次");
        await phone.Picture("second-factor-wrong-phone", whole: true);
        await phone.Page.FillAsync("#code", Code(secret, 1));
        await phone.Page.PressAsync("#code", "Enter");
        await phone.At("/audit");

        await using var lost = await AtSignIn(Device.Phone);
        await Type(lost, "auditor");
        await lost.Page.GetByRole(AriaRole.Button, new() { Name = "用恢复码" }).ClickAsync();
        await lost.Page.FillAsync("#code", recovery.ToLowerInvariant());
        await lost.Page.PressAsync("#code", "Enter");
        await lost.At("/audit");
    }

    [Fact]
    public async Task Anybody_turns_one_on_in_the_own_account_and_an_operator_takes_it_away_when_the_phone_is_lost()
    {
        await using var own = await (await demo.Open("duty", Device.Office)).Go("/command");
        await own.Page.Locator("button[aria-label='我的账号']").ClickAsync();
        await own.Page.Locator("dialog details summary").Filter(new() { HasText = "第二重验证" }).ClickAsync();
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "启用验证器" }).ClickAsync();
        var secret = await Secret(own);
        await own.Page.FillAsync("[name=factor-code]", Code(secret));
        await own.Page.FillAsync("[name=factor-password]", Demo.Password);
        await own.Picture("second-factor-own");
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "确认启用" }).ClickAsync();
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "已经保存好" }).ClickAsync();
        await Expect(own.Page.Locator("dialog .factor")).ToContainTextAsync("恢复码还剩 10 个");
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "换一组恢复码" }).ClickAsync();
        await own.Page.FillAsync("[name=proof-code]", Code(secret, 1));
        await own.Page.FillAsync("[name=proof-password]", Demo.Password);
        await own.Picture("second-factor-renew");
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "换一组，旧的作废" }).ClickAsync();
        await Expect(own.Page.Locator("[data-recovery] li")).ToHaveCountAsync(10);
        var recovery = (await own.Page.Locator("[data-recovery] code").First.TextContentAsync())!;
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "已经保存好" }).ClickAsync();

        await using var desk = await (await demo.Open("operator", Device.Desk)).Go("/accounts");
        await desk.Page.GetByRole(AriaRole.Searchbox).FillAsync("duty");
        await desk.Page.Locator("tr[data-key]").Filter(new() { HasText = "县值班员" }).First.ClickAsync();
        await Expect(desk.Page.Locator(".drawer .factor")).ToContainTextAsync("启用");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "停用验证器（手机丢了）" }).ClickAsync();
        await desk.Picture("second-factor-operator");
        await desk.Page.Locator(".drawer .factor .danger").ClickAsync();
        await Expect(desk.Page.Locator(".drawer .factor")).ToContainTextAsync("没启用");
        await own.At("/login?to=%2Fcommand");
        await Type(own, "duty");
        await own.At("/command");

        // Turned on and off again by its owner.
        await own.Page.Locator("button[aria-label='我的账号']").ClickAsync();
        await own.Page.Locator("dialog details summary").Filter(new() { HasText = "第二重验证" }).ClickAsync();
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "启用验证器" }).ClickAsync();
        var next = await Secret(own);
        (next == secret).ShouldBeFalse("each is drawn anew");
        await own.Page.FillAsync("[name=factor-code]", Code(next));
        await own.Page.FillAsync("[name=factor-password]", Demo.Password);
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "确认启用" }).ClickAsync();
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "已经保存好" }).ClickAsync();
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "停用（换手机）" }).ClickAsync();
        await own.Page.FillAsync("[name=proof-code]", recovery);
        await own.Page.FillAsync("[name=proof-password]", Demo.Password);
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "停用第二重验证", Exact = true }).ClickAsync();
        await Expect(own.Page.Locator("dialog .factor .refusal")).ToContainTextAsync("验证码不对");
        await own.Page.FillAsync("[name=proof-code]", Code(next, 1));
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "停用第二重验证", Exact = true }).ClickAsync();
        await Expect(own.Page.GetByRole(AriaRole.Button, new() { Name = "启用验证器" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_of_the_own_computer_signs_in_beside_the_password_and_goes_with_the_second_factor()
    {
        var named = new UriBuilder(demo.Address) { Host = "localhost" }.Uri;
        await using var own = await demo.Open("street", Device.Office, through: named);
        await own.HasKeys();
        await own.Go("/street");
        await OpenFactor(own);
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "加一个通行密钥" }).ClickAsync();
        await own.Page.FillAsync("[name=passkey-name]", "办公室电脑");
        await own.Page.FillAsync("[name=passkey-password]", Demo.Password);
        await own.Picture("passkey-make");
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "在这台设备上生成" }).ClickAsync();
        await Expect(own.Page.Locator("[data-recovery] li")).ToHaveCountAsync(10);
        var recovery = (await own.Page.Locator("[data-recovery] code").First.TextContentAsync())!;
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "已经保存好" }).ClickAsync();
        await Expect(own.Page.Locator("[data-passkey]")).ToContainTextAsync("办公室电脑");
        (await own.Unreachable("我的账号", 60)).ShouldBeEmpty();
        // The device declines the same key again.
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "加一个通行密钥" }).ClickAsync();
        await own.Page.FillAsync("[name=passkey-name]", "又一个");
        await own.Page.FillAsync("[name=passkey-password]", Demo.Password);
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "在这台设备上生成" }).ClickAsync();
        await Expect(own.Page.Locator("dialog .passkeys .refusal")).ToContainTextAsync("这台设备已经有了");
        await own.Picture("passkey-own");

        // A page of ours would go to the login by itself.
        await own.Page.GotoAsync("about:blank");
        await own.Context.ClearCookiesAsync();
        await own.Go("/login?to=%2Fstreet");
        await Type(own, "street");
        var enter = own.Page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" });
        await Expect(enter).ToBeFocusedAsync();
        await Expect(own.Page.GetByText("手机验证器上的 6 位数字")).ToHaveCountAsync(0);
        await own.Picture("passkey-enter");
        await enter.ClickAsync();
        await own.At("/street");

        await OpenFactor(own);
        await Expect(own.Page.Locator("[data-passkey]")).ToContainTextAsync("最近使用");
        await own.Page.Locator("[data-passkey]").GetByRole(AriaRole.Button, new() { Name = "去掉" }).ClickAsync();
        await own.Page.FillAsync("[name=end-password]", Demo.Password);
        await own.Page.PressAsync("[name=end-password]", "Enter");
        await Expect(own.Page.Locator("[data-passkey] .refusal")).ToContainTextAsync("最后一个");
        // The passkey is proof enough for new recovery codes, and for turning the authenticator off.
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "换一组恢复码" }).ClickAsync();
        await own.Page.FillAsync("[name=proof-password]", Demo.Password);
        await own.Page.Locator("[data-act=by-passkey]").ClickAsync();
        await Expect(own.Page.Locator("[data-recovery] li")).ToHaveCountAsync(10);
        await Expect(own.Page.Locator("[data-recovery] code").First).Not.ToHaveTextAsync(recovery);
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "已经保存好" }).ClickAsync();
        await own.Page.GetByRole(AriaRole.Button, new() { Name = "停用（换手机）" }).ClickAsync();
        await own.Page.FillAsync("[name=proof-password]", Demo.Password);
        await own.Picture("passkey-remove");
        await own.Page.Locator("[data-act=by-passkey]").ClickAsync();
        await Expect(own.Page.Locator("[data-passkey]")).ToHaveCountAsync(0);
    }

    private static async Task OpenFactor(Screen screen)
    {
        await screen.Page.Locator("button[aria-label='我的账号']").ClickAsync();
        await screen.Page.Locator("dialog details summary").Filter(new() { HasText = "第二重验证" }).ClickAsync();
    }
}
