using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Login;

[Collection(nameof(LoginCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class LoginStateTests(Demo demo)
{
    private async Task<Screen> Fresh(Device device, string? theme = null, string query = "") =>
        await (await demo.Open(null, device, theme)).Go($"/login{query}");

    private static async Task Try(Screen screen, string account, string password)
    {
        await screen.Page.FillAsync("[name=account]", account);
        await screen.Page.FillAsync("[name=password]", password);
        await screen.Page.PressAsync("[name=password]", "Enter");
    }

    [Fact]
    public async Task A_demo_lists_its_accounts_and_one_click_fills_one_in()
    {
        await using var screen = await Fresh(Device.Office);
        await Expect(screen.Page.Locator("section tbody tr")).ToHaveCountAsync(17);
        (await screen.Unreachable("应急协同", 60)).ShouldBeEmpty();
        await screen.Picture("login");
        await screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "填入 secretary" }).ClickAsync();
        await Expect(screen.Page.Locator("[name=account]")).ToHaveValueAsync("secretary");
        await screen.Page.Keyboard.TypeAsync(Demo.Password);
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.At("/street");
    }

    [Fact]
    public async Task A_wrong_password_says_how_many_tries_are_left_and_then_how_long_the_lock_lasts()
    {
        const string account = "no-such-account";
        await using var screen = await Fresh(Device.Phone);
        for (var left = 4; left > 0; left--)
        {
            await Try(screen, account, "wrong-password");
            await Expect(screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync($"还可试 {left} 次");
        }
        (await screen.Unreachable("应急协同", 60)).ShouldBeEmpty();
        await screen.Picture("login-wrong-phone");
        await Try(screen, account, "wrong-password");
        await Expect(screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("已锁定，还剩 1");
        await Expect(screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("119 / 120 / 110");
        var before = await screen.Page.Locator("#refusal").InnerTextAsync();
        (
            await screen.Holds($"document.querySelector('#refusal').innerText !== {System.Text.Json.JsonSerializer.Serialize(before)}")
        ).ShouldBeTrue();
        await Expect(screen.Page.Locator("button.enter")).ToHaveAttributeAsync("aria-disabled", "true");
        (await screen.Unreachable("应急协同", 60)).ShouldBeEmpty();
        await screen.Picture("login-locked-phone");
    }

    [Theory]
    [InlineData(320, 640, "light")]
    [InlineData(1280, 800, "dark")]
    public async Task The_county_stands_above_and_a_refusal_and_a_lock_fit_on_each_screen(int width, int height, string theme)
    {
        await using var screen = await Fresh(new(width, height, width < 500), theme);
        await Expect(screen.Page.Locator("h1")).ToHaveTextAsync("浉河区应急协同");
        for (var tries = 0; tries < 5; tries++)
        {
            await Try(screen, $"nobody-on-{width}", "wrong-password");
            await Expect(screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert))
                .ToContainTextAsync(tries < 4 ? $"还可试 {4 - tries} 次" : "已锁定");
            if (tries is 0 or 4)
            {
                (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
                (await screen.Unreachable("浉河区应急协同", 60)).ShouldBeEmpty();
                await screen.Picture($"login-{(tries == 0 ? "wrong" : "locked")}-{theme}-{width}");
            }
        }
    }

    [Fact]
    public async Task Whoever_is_signed_in_already_goes_straight_on()
    {
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/login");
        await screen.At("/street");
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("https://elsewhere.example/")]
    public async Task Signing_in_leads_to_no_other_site(string to)
    {
        await using var screen = await Fresh(Device.Office, query: $"?to={Uri.EscapeDataString(to)}");
        await Try(screen, "street", Demo.Password);
        await screen.At("/street");
    }

    [Fact]
    public async Task The_password_can_be_looked_at_and_capitals_are_warned_of()
    {
        await using var screen = await Fresh(Device.Office);
        await screen.Page.FillAsync("[name=password]", "visible");
        await screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "显示密码" }).ClickAsync();
        await Expect(screen.Page.Locator("[name=password]")).ToHaveAttributeAsync("type", "text");
        await screen.Page.EvaluateAsync(
            "document.querySelector('[name=password]').dispatchEvent(new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock: true }))"
        );
        await Expect(screen.Page.GetByText("大写锁定已开")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_speaks_english_when_asked_and_stays_with_it()
    {
        await using var screen = await Fresh(Device.SmallPhone);
        await screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await screen.Go("/login");
        await Expect(screen.Page.GetByText("Lives in danger")).ToBeVisibleAsync();
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        (await screen.Unreachable("Emergency", 40)).ShouldBeEmpty();
        await screen.Picture("login-english-320");
    }
}
