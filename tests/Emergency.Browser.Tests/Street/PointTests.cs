using System.Globalization;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// The place of a hazard, a risk point or a stop of a round is picked on the map: by mouse, by touch, by keyboard or by its coordinates.
/// </summary>
[Collection(nameof(StreetCollection))]
public sealed class PointTests(Demo demo)
{
    private const string Community = "411502001001";

    private static ILocator Act(ILocator inside, string what) => inside.Locator($"[data-act='{what}']");

    /// <summary>Middle of the map on the screen, once the map is loaded and stands still.</summary>
    private static async Task<(float X, float Y)> Middle(Screen screen, ILocator form)
    {
        var canvas = form.Locator(".pointmap .canvas");
        await Expect(canvas).ToBeVisibleAsync();
        await Expect(form.Locator(".pointmap .failed")).ToHaveCountAsync(0);
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = await screen.Place(canvas);
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private static async Task<(double Lon, double Lat)> Figures(ILocator form, string name)
    {
        await Expect(form.Locator($"[name={name}-lon]")).Not.ToHaveValueAsync("");
        var (lon, lat) = (await Degrees("lon"), await Degrees("lat"));
        (lon is > 114 and < 114.2, lat is > 32 and < 32.2).ShouldBe((true, true), $"{lon} {lat} lies in the community");
        return (lon, lat);

        async Task<double> Degrees(string which) =>
            double.Parse(await form.Locator($"[name={name}-{which}]").InputValueAsync(), CultureInfo.InvariantCulture);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_hazard_lies_where_the_map_was_clicked()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#dangers");
        var sheet = desk.Page.Locator("dialog.sheet");
        await Act(desk.Page.Locator("main"), "find").ClickAsync();
        await sheet.Locator("[name=what]").FillAsync("围墙歪了 点在图上");
        await Act(sheet, "hazard-point").ClickAsync();
        var (x, y) = await Middle(desk, sheet);
        await desk.Page.Mouse.ClickAsync(x + 30, y - 20);
        var first = await Figures(sheet, "hazard");
        // Another click moves the place, and a clicked place can be removed again.
        await desk.Page.Mouse.ClickAsync(x - 60, y + 40);
        await Expect(sheet.Locator("[name=hazard-lon]")).Not.ToHaveValueAsync(first.Lon.ToString(CultureInfo.InvariantCulture));
        var second = await Figures(sheet, "hazard");
        (second.Lon < first.Lon, second.Lat < first.Lat).ShouldBe((true, true), "farther west and south");
        await Expect(sheet.Locator(".pointmap ul.picked")).ToHaveCountAsync(1);
        await desk.Picture("hazard-point");
        await Act(sheet, "no-point").ClickAsync();
        await Expect(sheet.Locator("[name=hazard-lon]")).ToHaveValueAsync("");
        await Expect(sheet.Locator(".pointmap ul.picked")).ToHaveCountAsync(0);
        await desk.Page.Mouse.ClickAsync(x + 30, y - 20);
        var last = await Figures(sheet, "hazard");
        (await desk.Unreachable("报一处隐患", 40)).ShouldBeEmpty();
        await Act(sheet, "send").ClickAsync();
        await Expect(sheet).ToHaveCountAsync(0);

        using var secretary = await demo.SignIn("secretary");
        var lies = (await secretary.Get($"/api/communities/{Community}/hazards"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("what").GetString() == "围墙歪了 点在图上")
            .GetProperty("point");
        (lies.GetProperty("lon").GetDouble(), lies.GetProperty("lat").GetDouble()).ShouldBe(last);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_risk_point_is_clicked_on_the_map_and_corrected_by_its_figures()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=risks#dangers");
        var (main, drawer) = (desk.Page.Locator("main"), desk.Page.Locator("aside.drawer"));
        await Act(main, "add-risk").ClickAsync();
        await drawer.Locator("[name=name]").FillAsync("东沟 点在图上");
        await drawer.Locator("[name=unit]").SelectOptionAsync("water-cm");
        await drawer.Locator("[name=threshold]").FillAsync("40");
        await Act(drawer, "risk-point").ClickAsync();
        var (x, y) = await Middle(desk, drawer);
        await desk.Page.Mouse.ClickAsync(x, y);
        await Figures(drawer, "risk");
        await desk.Picture("risk-point", whole: true);
        // A single coordinate is no place.
        await drawer.Locator("[name=risk-lat]").FillAsync("");
        await Act(drawer, "save-risk").ClickAsync();
        await Expect(drawer.Locator("[data-point=risk]")).ToContainTextAsync("要填");
        await drawer.Locator("[name=risk-lon]").FillAsync("114.0612");
        await drawer.Locator("[name=risk-lat]").FillAsync("32.1201");
        await Act(drawer, "save-risk").ClickAsync();
        await main.Locator("tr").Filter(new() { HasText = "东沟 点在图上" }).GetByRole(AriaRole.Button).ClickAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "改", Exact = true }).ClickAsync();
        await Expect(Act(drawer, "risk-point")).ToContainTextAsync("位置已选");
        await Act(drawer, "risk-point").ClickAsync();
        await Expect(drawer.Locator("[name=risk-lon]")).ToHaveValueAsync("114.0612");
        // The map opens around the place.
        await Middle(desk, drawer);
        await desk.Picture("risk-point-again", whole: true);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_stop_of_a_round_is_put_under_the_cross_by_keyboard_and_stays_when_the_round_is_changed()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=patrols#dangers");
        var (main, drawer) = (desk.Page.Locator("main"), desk.Page.Locator("aside.drawer"));
        await Act(main, "add-patrol").ClickAsync();
        await drawer.Locator("[name=name]").FillAsync("点在图上的一圈");
        await Act(drawer, "add-stop").ClickAsync();
        await drawer.Locator("[name=stop-0]").FillAsync("6号楼后 窨井");
        await Act(drawer, "stop-0-point").ClickAsync();
        await Middle(desk, drawer);
        await drawer.Locator(".pointmap .canvas").FocusAsync();
        await desk.Page.Keyboard.PressAsync("ArrowRight");
        await desk.Page.Keyboard.PressAsync("Space");
        var put = await Figures(drawer, "stop-0");
        await desk.Picture("patrol-point", whole: true);
        await Act(drawer, "save-patrol").ClickAsync();
        var row = main.Locator("tr").Filter(new() { HasText = "点在图上的一圈" });
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "改路线" }).ClickAsync();
        await drawer.Locator("[name=ask-0]").FillAsync("井盖在不在");
        await Act(drawer, "save-patrol").ClickAsync();
        await Expect(drawer.Locator("ol.stops")).ToContainTextAsync("井盖在不在");

        using var secretary = await demo.SignIn("secretary");
        var lies = (await secretary.Get($"/api/divisions/{Community}/patrols"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "点在图上的一圈")
            .GetProperty("stops")[0]
            .GetProperty("point");
        (lies.GetProperty("lon").GetDouble(), lies.GetProperty("lat").GetDouble()).ShouldBe(put);
    }

    [Fact]
    [MainAct("#hazard")]
    public async Task A_hazard_is_touched_on_the_map_of_a_phone()
    {
        await using var screen = await (await demo.Open("grid", Device.Phone)).Go("/team#hazard");
        var main = screen.Page.Locator("main");
        await main.Locator("[name=kind]").SelectOptionAsync("manhole");
        await Act(main, "hazard-point").TapAsync();
        var (x, y) = await Middle(screen, main);
        await screen.Page.Touchscreen.TapAsync(x + 20, y + 10);
        await Figures(main, "hazard");
        await screen.Picture("phone-hazard-point", whole: true);
        await main.Locator("[data-do=report]").TapAsync();
        await Expect(main.GetByRole(AriaRole.Status).First).ToContainTextAsync("报上去了");
    }
}
