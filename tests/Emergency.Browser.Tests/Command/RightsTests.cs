using Emergency.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>Somebody whose office changes while the desk is open before him.</summary>
[Collection(nameof(DemoCollection))]
public sealed class RightsTests(Demo demo)
{
    private const string County = "411502";

    [Fact]
    public async Task Whoever_loses_the_office_sees_nothing_of_the_county_from_then_on_and_again_when_it_is_given_back()
    {
        var fire = await demo.Fire("换岗时的火");
        using var keeper = await demo.SignIn("operator");
        var name = $"desk-{fire[^8..]}";
        var account = (await keeper.Post("/api/accounts", new { account = name, password = Demo.Password, grants = Grants("county-duty") })).Is(201).String("account")!;
        await using var desk = await demo.Desk(name, Device.Laptop);
        await desk.Select(fire, "换岗时的火");
        (await keeper.Post($"/api/accounts/{account}/grants", new { grants = Grants("auditor") })).Is(200);
        await Expect(desk.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("不在您的范围");
        await Expect(desk.Page.GetByText("换岗时的火")).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".board, .map, .panel")).ToHaveCountAsync(0);
        (await keeper.Post($"/api/accounts/{account}/grants", new { grants = Grants("county-duty") })).Is(200);
        await desk.Page.ReloadAsync();
        await Expect(desk.Card(fire)).ToContainTextAsync("换岗时的火");
    }

    private static object[] Grants(string role) => [new { role, scope = new { division = County } }];
}
