using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>An officer whose role changes while the desk is open.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class RightsTests(Demo demo)
{
    private const string County = "411502";

    [Fact]
    public async Task Whoever_loses_the_office_sees_nothing_of_the_county_from_then_on_and_again_when_it_is_given_back()
    {
        var fire = await demo.Fire("换岗时的火");
        using var keeper = await demo.SignIn("operator");
        var name = $"desk-{fire[^8..]}";
        using var commander = await demo.SignIn("commander");
        var made = await Agreed(keeper.Post("/api/accounts", new { account = name, grants = Grants("county-duty") }));
        await demo.Server.Choose(keeper, made, Demo.Password);
        var account = made.String("account")!;
        await using var desk = await demo.Desk(name, Device.Laptop);
        await desk.Select(fire, "换岗时的火");
        await Agreed(keeper.Post($"/api/accounts/{account}/grants", new { grants = Grants("auditor") }));
        await Expect(desk.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("不在您的范围");
        await Expect(desk.Page.GetByText("换岗时的火")).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".board, .map, .panel")).ToHaveCountAsync(0);
        await Agreed(keeper.Post($"/api/accounts/{account}/grants", new { grants = Grants("county-duty") }));
        await desk.Page.ReloadAsync();
        await Expect(desk.Card(fire)).ToContainTextAsync("换岗时的火");

        async Task<Answer> Agreed(Task<Answer> asking)
        {
            var asked = (await asking).Is(202);
            (await commander.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200);
            return asked;
        }
    }

    [Fact]
    public async Task A_desk_names_no_key_that_does_nothing_for_who_sits_at_it()
    {
        foreach (var (account, may) in ((string, bool)[])[("duty", true), ("department", false)])
        {
            await using var desk = await demo.Desk(account, Device.Laptop);
            await desk.Page.Keyboard.PressAsync("?");
            var keys = desk.Dialog().Locator("dl kbd");
            await Expect(keys.GetByText("?", new() { Exact = true })).ToBeVisibleAsync();
            await Expect(keys.GetByText("N", new() { Exact = true })).ToHaveCountAsync(may ? 1 : 0);
            await desk.Page.Keyboard.PressAsync("Escape");
            await desk.Page.Keyboard.PressAsync("n");
            await Expect(desk.Dialog()).ToHaveCountAsync(may ? 1 : 0);
        }
    }

    private static object[] Grants(string role) => [new { role, scope = new { division = County } }];
}
