using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

/// <summary>运行: the operator's home.</summary>
[Collection(nameof(LoginCollection))]
public sealed class OperationsTests(Demo demo)
{
    [Fact]
    [TenMinutes(15)]
    [MainAct("/operations")]
    public async Task An_operator_signs_in_at_home_and_sees_accounts_lines_backups_keys_and_health()
    {
        await using var desk = await (await demo.Open(null, Device.Office)).Go("/login");
        await desk.Page.Locator("input[name=account]").FillAsync("operator");
        await desk.Page.Locator("input[name=password]").FillAsync(Demo.Password);
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.At("/operations");
        ILocator Part(string name) => desk.Page.Locator($"[data-part={name}]");
        await Expect(Part("accounts").Locator("dd").Last).Not.ToHaveTextAsync("0");
        // The first steps are not shown any more where people, divisions and registers are there.
        await Expect(Part("first-hours")).ToHaveCountAsync(0);
        await Expect(Part("lines").Locator("[data-line='119']")).ToContainTextAsync("正常");
        foreach (var what in (string[])["journal", "keys"])
            await Expect(Part("backups").Locator($"[data-backup={what}]")).ToContainTextAsync("还没有备份过");
        await Expect(Part("keys")).ToContainTextAsync("还是第一把");
        await Expect(Part("health")).ToContainTextAsync("都在运行");
        await Expect(Part("health").Locator("[data-health=journal]")).ToContainTextAsync("正常");
        (await desk.Unreachable("机器各部分", 60)).ShouldBeEmpty();
        await desk.Picture("operations", whole: true);

        using var folder = new TempFolder();
        (await demo.Server.Command(null, "backup", folder["journal.db"])).Code.ShouldBe(0);
        await desk.Page.ReloadAsync();
        await Expect(Part("backups").Locator("[data-backup=journal]")).ToContainTextAsync("✓");
        await Expect(Part("backups").Locator("[data-backup=keys]")).ToContainTextAsync("backup --keys");
        foreach (var (part, path) in ((string, string)[])[("accounts", "/accounts"), ("lines", "/lines")])
        {
            await Part(part).Locator("h2 a").ClickAsync();
            await desk.At(path);
            await desk.Page.GoBackAsync();
            await desk.At("/operations");
        }
        await desk.Page.SetViewportSizeAsync(Device.Phone.Width, Device.Phone.Height);
        await desk.Picture("operations-phone", whole: true);
    }
}
