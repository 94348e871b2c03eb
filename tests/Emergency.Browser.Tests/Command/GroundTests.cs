using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>地物: entered by the committee, seen at a building by the commander.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class GroundTests(Demo demo)
{
    private static ILocator Row(Screen desk, string name) => desk.Page.Locator($"li[data-ground='{name}']");

    [Fact]
    public async Task A_gate_is_entered_changed_and_taken_off_and_a_building_says_its_storeys_and_the_nearest_hydrants()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#parties");
        await desk.Page.GetByRole(AriaRole.Tab, new() { Name = "地物" }).ClickAsync();
        await Expect(Row(desk, "01号栓")).ToBeVisibleAsync();
        await desk.Page.Locator("[data-act=ground]").ClickAsync();
        var sheet = desk.Page.Locator("dialog[open]");
        await sheet.Locator("[name=ground-what]").SelectOptionAsync("gate");
        await sheet.Locator("[name=ground-name]").FillAsync("试验北门");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        await Expect(sheet).ToContainTextAsync("要填");
        // The point is clicked on the map, and then corrected to the metre.
        await sheet.Locator("[data-act=pick]").ClickAsync();
        var canvas = sheet.Locator(".pointmap .canvas");
        await Expect(sheet.Locator(".pointmap .failed")).ToHaveCountAsync(0);
        await canvas.ScrollIntoViewIfNeededAsync();
        var on = await desk.Place(canvas);
        await desk.Page.Mouse.ClickAsync(on.X + (on.Width / 2), on.Y + (on.Height / 2));
        await Expect(sheet.Locator("[name=ground-lat]")).ToHaveValueAsync(new Regex("^32[.]1", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await desk.Picture("ground-point");
        await sheet.Locator("[name=ground-lon]").FillAsync("114.0636");
        await sheet.Locator("[name=ground-lat]").FillAsync("32.1189");
        await sheet.Locator("[name=ground-holder]").FillAsync("门卫室");
        await sheet.Locator("[name=ground-phone]").FillAsync("0376-6200000");
        await desk.Picture("ground-form");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        await Expect(Row(desk, "试验北门")).ToContainTextAsync("门卫室");
        await Row(desk, "试验北门").GetByRole(AriaRole.Button, new() { Name = "改" }).ClickAsync();
        await sheet.Locator("[name=ground-note]").FillAsync("夜里锁");
        await sheet.Locator("[name=ground-note]").PressAsync("Enter");
        await Expect(Row(desk, "试验北门")).ToContainTextAsync("夜里锁");
        (await desk.Unreachable("地物", 40)).ShouldBeEmpty();
        await desk.Picture("ground-list");

        // No other story has a fire at this place: its sign would be clicked instead.
        var fire = await demo.Fire("楼栋卡", 114.063624, 32.118455);
        await using var command = await demo.Desk("commander", Device.Desk);
        await command.Select(fire, "楼栋卡");
        (await command.Centred(fire)).ShouldBeTrue("the map has flown to the fire");
        var box = (await command.Page.Locator(".canvas").BoundingBoxAsync())!;
        var card = command.Page.Locator("aside.building");
        await command.Page.Mouse.ClickAsync(box.X + (box.Width / 2) - 16, box.Y + (box.Height / 2));
        await Expect(card).ToContainTextAsync("3号楼");
        await Expect(card.Locator("[data-ground=building]")).ToContainTextAsync("层");
        await Expect(card.Locator("[data-ground=hydrant]").First).ToContainTextAsync("米");
        await Expect(card).ToContainTextAsync("试验北门");
        await command.Picture("ground-building");

        await Row(desk, "试验北门").GetByRole(AriaRole.Button, new() { Name = "撤下" }).ClickAsync();
        await Row(desk, "试验北门").GetByRole(AriaRole.Button, new() { Name = "确定撤下" }).ClickAsync();
        await Expect(Row(desk, "试验北门")).ToHaveCountAsync(0);
    }
}
