using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class DutyTests(Demo demo)
{
    [Fact]
    public async Task The_desk_says_who_is_on_duty_dials_them_and_hands_over_and_the_other_desk_follows()
    {
        await using var commander = await demo.Desk("commander", Device.Desk, "dark");
        await using var duty = await demo.Desk("duty", Device.Desk);
        var (bar, other) = (duty.Page.Locator(".top .duty"), commander.Page.Locator(".top .duty"));
        foreach (var one in new[] { bar, other })
            await Expect(one).ToContainTextAsync("带班");
        await duty.Picture("command-duty-light");

        await bar.Locator(".dial").ClickAsync();
        await Expect(duty.Dialog().Locator("a[href^='tel:139']").First).ToBeVisibleAsync();
        (await duty.Unreachable("值班", 200)).ShouldBeEmpty();
        await duty.Picture("command-duty-dial-light");
        await duty.Page.Keyboard.PressAsync("Escape");

        // Handed over by hand to the running shift, so that this holds at any hour; the next shift begins too late for it.
        using var api = await demo.SignIn("duty");
        var now = (await api.Get("/api/authorities/411502/duty")).Is(200)["now"];
        (
            await api.Post(
                "/api/authorities/411502/duty/hand-over",
                new
                {
                    day = now.GetProperty("day").GetString(),
                    shift = now.GetProperty("shift").GetString(),
                    note = "望湖路积水未退",
                }
            )
        ).Is(200);
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

    [Fact]
    public async Task Two_desks_that_add_a_turn_at_once_both_see_both_and_one_gives_a_turn_to_somebody_else()
    {
        using var api = await demo.SignIn("duty");
        var titled = (
            await api.Post(
                "/api/authorities/411502/duty/officers",
                new
                {
                    officers = Enumerable
                        .Range(1, 3)
                        .Select(n => new
                        {
                            name = $"试排{n}",
                            title = $"值班员{n}号",
                            phone = $"139-0000-870{n}",
                        }),
                }
            )
        ).Is(200);
        string[] officers = [.. titled["ids"].EnumerateArray().Select(id => id.GetString()!)];
        await using var one = await Roster("commander", "dark");
        await using var other = await Roster("duty", "light");
        await Task.WhenAll(Put(one, officers[0]), Put(other, officers[1]));
        foreach (var screen in (Screen[])[one, other])
        foreach (var officer in officers.Take(2))
            await Expect(Turn(screen, officer)).ToBeVisibleAsync();
        await Turn(one, officers[0]).GetByRole(AriaRole.Button, new() { Name = "换人" }).ClickAsync();
        await Expect(one.Dialog().Locator("form.put h4")).ToContainTextAsync("换掉");
        await one.Picture("command-duty-swap-dark");
        await Put(one, officers[2], swap: true);
        await Expect(Turn(other, officers[2])).ToBeVisibleAsync();
        await Expect(Turn(other, officers[0])).ToHaveCountAsync(0);
        await Expect(Turn(other, officers[1])).ToBeVisibleAsync();
        await other.Picture("command-duty-two-light");
    }

    /// <summary>The roster of the county's desk, on the sixth day from today.</summary>
    private async Task<Screen> Roster(string account, string scheme)
    {
        var screen = await demo.Desk(account, Device.Desk, scheme);
        await screen.Page.Locator(".top .over").ClickAsync();
        await screen.Dialog().GetByText("排班", new() { Exact = true }).ClickAsync();
        await screen.Dialog().Locator(".days button").Nth(5).ClickAsync();
        await Expect(screen.Dialog().Locator(".days button").Nth(5)).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(screen.Dialog().Locator(".desk-roster li").First).ToBeVisibleAsync();
        return screen;
    }

    private static ILocator Turn(Screen screen, string officer) => screen.Dialog().Locator($"li[data-turn$='{officer}']");

    private static async Task Put(Screen screen, string officer, bool swap = false)
    {
        await screen.Pick("officer", officer);
        await screen
            .Dialog()
            .Locator("form.put")
            .GetByRole(AriaRole.Button, new() { Name = swap ? "换人" : "排上", Exact = true })
            .ClickAsync();
    }
}
