using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>
/// The base map under the map: the demo's own is there, can be switched off, and gives way to the boundaries where it cannot be loaded.
/// </summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class BaseMapTests(Demo demo)
{
    private const string Tiles = "**/api/base-maps/*/tiles/**";

    [Fact]
    public async Task The_ground_is_drawn_chosen_away_and_remembered()
    {
        var fire = await demo.Fire("底图火情");
        await using var desk = await demo.Open("commander", Device.Desk);
        var tile = desk.Page.WaitForResponseAsync(answer => answer.Url.Contains("/tiles/", StringComparison.Ordinal));
        await desk.Go($"/command?incident={fire}");
        (await tile).Status.ShouldBe(200);
        await desk.Card(fire).ClickAsync();
        await desk.Picture("ground");
        var map = desk.Page.Locator(".map .canvas canvas").First;
        await Expect(map).ToBeVisibleAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "图层" }).ClickAsync();
        var demos = desk.Page.GetByRole(AriaRole.Radio, new() { Name = "浉河区示意底图" });
        await Expect(demos).ToBeCheckedAsync();
        await desk.Page.GetByRole(AriaRole.Radio, new() { Name = "不要底图" }).CheckAsync();
        await Expect(demos).Not.ToBeCheckedAsync();
        await desk.Picture("ground-none");

        var asked = 0;
        desk.Page.Request += (_, request) => asked += request.Url.Contains("/tiles/", StringComparison.Ordinal) ? 1 : 0;
        await desk.Go("/command");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "图层" }).ClickAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Radio, new() { Name = "不要底图" })).ToBeCheckedAsync();
        asked.ShouldBe(0);
        await desk.Page.GetByRole(AriaRole.Radio, new() { Name = "浉河区示意底图" }).PressAsync("Space");
        await Expect(desk.Page.GetByRole(AriaRole.Radio, new() { Name = "浉河区示意底图" })).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Where_its_tiles_cannot_be_had_the_boundaries_are_the_map_and_one_line_says_so()
    {
        await using var desk = await demo.Open("duty", Device.Desk);
        await desk.Page.RouteAsync(Tiles, route => route.AbortAsync());
        await desk.Go("/command");
        await Expect(desk.Page.Locator(".map .ground")).ToHaveTextAsync("底图读不到，只显示边界");
        await Expect(desk.Page.Locator(".map [aria-busy]")).ToHaveCountAsync(0);
        await desk.Page.UnrouteAsync(Tiles);
    }
}
