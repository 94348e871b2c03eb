using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

/// <summary>帮助 on each page: by mouse, key and thumb.</summary>
[Collection(nameof(LoginCollection))]
[Long("the help of each page, one after the other")]
public sealed class HelpTests(Demo demo)
{
    private static ILocator Shown(Screen screen) => screen.Page.GetByRole(AriaRole.Dialog);

    private static ILocator Button(Screen screen) => screen.Page.GetByRole(AriaRole.Button, new() { Name = "帮助", Exact = true });

    [Fact]
    public async Task Each_part_of_the_streets_desk_tells_how_it_is_used_and_the_focus_comes_back()
    {
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street#visits");
        await Button(desk).ClickAsync();
        await Expect(Shown(desk)).ToContainTextAsync("该探访谁");
        (await desk.Unreachable("帮助", 5)).ShouldBeEmpty();
        await desk.Picture("help-visits");
        await desk.Page.Keyboard.PressAsync("Escape");
        await Expect(Shown(desk)).ToHaveCountAsync(0);
        await Expect(Button(desk)).ToBeFocusedAsync();
        await desk.Go("/street#stores");
        await Expect(desk.Page.GetByRole(AriaRole.Tablist, new() { Name = "库存" })).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("?");
        await Expect(Shown(desk)).ToContainTextAsync("谁拿钥匙");
    }

    [Fact]
    public async Task The_command_desk_tells_it_beside_its_keys_and_another_desk_in_english()
    {
        await using var desk = await (await demo.Open("duty", Device.Desk)).Go("/command");
        await Expect(desk.Page.Locator("canvas").First).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("?");
        await Expect(Shown(desk)).ToContainTextAsync("先看左边有没有红的");
        await Expect(Shown(desk)).ToContainTextAsync("Ctrl K");
        await desk.Picture("help-command");
        await using var keeper = await (await demo.Open("operator", Device.Office)).Go("/operations?lang=en");
        await keeper.Page.GetByRole(AriaRole.Button, new() { Name = "Help", Exact = true }).ClickAsync();
        await Expect(Shown(keeper)).ToContainTextAsync("keep the master key apart");
    }

    [Fact]
    public async Task A_phone_tells_of_the_page_it_shows()
    {
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go("/team#visits"));
        await phone.TapText("我的账号");
        await phone.TapText("帮助");
        await Expect(Shown(phone.Screen).GetByText("今天要探访的人")).ToBeVisibleAsync();
        (await phone.Screen.Unreachable("我的账号", 5)).ShouldBeEmpty();
        await phone.Screen.Picture("help-phone");
        await phone.TapText("关闭");
        await Expect(Shown(phone.Screen)).ToHaveCountAsync(0);
    }
}
