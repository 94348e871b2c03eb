using Emergency.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

[Collection(nameof(DemoCollection))]
public sealed class DutyTests(Demo demo)
{
    [Fact]
    public async Task The_desk_says_who_is_on_duty_dials_them_and_hands_over_and_the_other_desk_follows()
    {
        await using var commander = await demo.Desk("commander", Device.Desk, "dark");
        await using var duty = await demo.Desk("duty", Device.Desk);
        var (bar, other) = (duty.Page.Locator(".top .duty"), commander.Page.Locator(".top .duty"));
        foreach (var one in new[] { bar, other }) await Expect(one).ToContainTextAsync("带班");
        await duty.Picture("command-duty-light");

        await bar.Locator(".dial").ClickAsync();
        await Expect(duty.Dialog().Locator("a[href^='tel:139']").First).ToBeVisibleAsync();
        (await duty.Unreachable("值班", 200)).ShouldBeEmpty();
        await duty.Picture("command-duty-dial-light");
        await duty.Page.Keyboard.PressAsync("Escape");

        // By hand to the shift that runs, so that this holds at any hour; the next one begins too late to be handed to now.
        using var api = await demo.SignIn("duty");
        var now = (await api.Get("/api/authorities/411502/duty")).Is(200)["now"];
        (await api.Post("/api/authorities/411502/duty/hand-over", new { day = now.GetProperty("day").GetString(), shift = now.GetProperty("shift").GetString(), note = "望湖路积水未退" })).Is(200);
        await other.Locator(".over").ClickAsync();
        await Expect(commander.Dialog()).ToContainTextAsync("望湖路积水未退");
        await Expect(commander.Dialog()).ToContainTextAsync("接班");
        await commander.Dialog().Locator("[name=note]").FillAsync("金山巷清障中");
        await commander.Dialog().Locator(".foot .primary").ClickAsync();
        await Expect(commander.Dialog().GetByText("离接班").Or(commander.Dialog().GetByText("已交班"))).ToBeVisibleAsync();
        await commander.Dialog().GetByText("排班", new() { Exact = true }).ClickAsync();
        await Expect(commander.Dialog().Locator(".desk-roster li").First).ToBeVisibleAsync();
        (await commander.Unreachable("值班", 200)).ShouldBeEmpty();
        await commander.Picture("command-duty-roster-dark");
    }
}
