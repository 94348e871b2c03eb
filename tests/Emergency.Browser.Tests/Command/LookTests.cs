using Emergency.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>The desk in both themes and sizes, with one and with many incidents.</summary>
[Collection(nameof(DemoCollection))]
public sealed class LookTests(Demo demo)
{
    [Theory]
    [InlineData("light", false)]
    [InlineData("dark", true)]
    public async Task Everybody_can_use_the_desk_and_its_cards_lie_over_nothing(string theme, bool small)
    {
        var fire = await demo.RunningFire($"看得清{theme}");
        for (var i = 0; i < 5; i++) await demo.Fire($"远处{theme}{i}", 113.85 + i * 0.06, 32.0 + i % 3 * 0.05);
        await using var desk = await demo.Desk("commander", small ? Device.Laptop : Device.Desk, theme);
        await desk.Page.Locator(".zoom button").Last.ClickAsync();
        await Expect(desk.Page.Locator(".callout").First).ToBeVisibleAsync();
        await desk.Picture($"command-five-{theme}");
        await Expect(desk.Page.Locator(".callout").Nth(2)).ToBeVisibleAsync();
        (await desk.Page.EvaluateAsync<int>("(() => { const all = [...document.querySelectorAll('.callout')].map((one) => one.getBoundingClientRect()); return all.filter((a, i) => all.slice(i + 1).some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length })()")).ShouldBe(0, "cards that lie over others");
        (await desk.Unreachable("浉河区", 200)).ShouldBeEmpty();

        await desk.Select(fire, $"看得清{theme}");
        await Expect(desk.Page.Locator(".block").First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".panel ul li").First).ToBeVisibleAsync();
        (await desk.AddsUp()).ShouldBeTrue();
        (await desk.Unreachable($"看得清{theme}", 200)).ShouldBeEmpty();
        await desk.Picture($"command-one-{theme}");
        (await desk.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight")).ShouldBeTrue("nothing scrolls but the lists");
    }

    [Fact]
    public async Task The_timeline_goes_back_by_keyboard_the_figures_with_it_and_comes_back_to_now()
    {
        var fire = await demo.RunningFire("倒回去看");
        using var secretary = await demo.SignIn("secretary");
        var persons = await secretary.Persons(fire);
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(fire, "倒回去看");
        await secretary.Check(fire, persons[0], new { state = "needs-help" });
        await Expect(desk.Page.Locator(".timeline")).ToContainTextAsync("需救助");
        await desk.Page.Locator(".timeline svg").FocusAsync();
        await desk.Page.Keyboard.PressAsync("Home");
        await Expect(desk.Page.Locator(".map .replay")).ToContainTextAsync("正在回放");
        await Expect(desk.Page.Locator(".panel .figures .atRisk .toMove")).ToHaveTextAsync("–");
        (await desk.Unreachable("倒回去看", 200)).ShouldBeEmpty();
        await desk.Picture("command-replay-light");
        await desk.Page.Keyboard.PressAsync("End");
        await Expect(desk.Page.Locator(".map .replay")).ToHaveCountAsync(0);
        await Expect(desk.Card(fire)).ToContainTextAsync("1 需救助");
        await Expect(desk.Page.Locator(".panel .figures .atRisk .toMove")).Not.ToHaveTextAsync("–");
    }

    [Fact]
    public async Task Who_has_no_right_to_the_desk_is_told_so_and_who_can_help()
    {
        await using var screen = await (await demo.Open("auditor", Device.Desk)).Go("/command");
        await Expect(screen.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("不在您的范围");
        (await screen.Unreachable("指挥台", 5)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_desk_speaks_English_where_somebody_asks_for_it()
    {
        await using var desk = await demo.Desk("duty", Device.Laptop);
        await desk.Page.Locator("[aria-label=English]").ClickAsync();
        await Expect(desk.Page.Locator(".kpi").First).ToContainTextAsync("Open");
        await Expect(desk.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }
}
