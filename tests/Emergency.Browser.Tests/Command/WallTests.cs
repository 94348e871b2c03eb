using System.Globalization;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A demo of the wall's own: it counts only its own incidents.</summary>
public sealed class WallDemo() : Demo(null, RunningServer.Apart);

/// <summary>The screen on the wall of the command centre.</summary>
[Long("a server of its own that is killed")]
public sealed class WallTests(WallDemo demo) : IClassFixture<WallDemo>
{
    private static ILocator Figure(Screen wall, string name) => wall.Page.Locator($"[data-figure={name}] dd");

    private static ILocator Rows(Screen wall) => wall.Page.Locator(".rows li");

    private static async Task<string> Incident(Api duty, string title, string community) => (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title,
                    priority = "life",
                    community,
                }
            )
        ).Is(201).String("id")!;

    /// <summary>The smallest letters shown, CSS pixels.</summary>
    private static async Task<double> Smallest(Screen wall, string where) =>
        double.Parse(
            (
                await wall.Page.EvaluateAsync<string>(
                    """
                    where => String(Math.min(...[...document.querySelectorAll(where + ', ' + where + ' *')]
                        .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && !one.closest('.unseen, .leave'))
                        .map(one => one instanceof SVGElement
                            ? parseFloat(getComputedStyle(one).fontSize) * one.ownerSVGElement.getScreenCTM().a
                            : parseFloat(getComputedStyle(one).fontSize))))
                    """,
                    where
                )
            ),
            CultureInfo.InvariantCulture
        );

    [Fact]
    public async Task It_follows_what_happens_is_read_from_five_metres_and_is_left_by_key_and_mouse()
    {
        using var duty = await demo.SignIn("duty");
        await using var desk = await (await demo.Open("commander", Device.Desk)).Go("/command");
        var opens = desk.Page.GetByRole(AriaRole.Link, new() { Name = "大屏", Exact = true });
        await Expect(opens).ToBeVisibleAsync();
        (await opens.GetAttributeAsync("href")).ShouldBe("/command?wall=1");
        (await opens.GetAttributeAsync("target")).ShouldBe("_blank");

        await using var wall = await (await demo.Open("commander", Device.Desk)).Go("/command?wall=1");
        await Expect(wall.Page.GetByText("没有要看的")).ToBeVisibleAsync();
        await Expect(Figure(wall, "incidents")).ToHaveTextAsync("0");
        await Expect(wall.Page.Locator("footer")).ToContainTextAsync("没有生效的预警");
        var incidents = new List<string>();
        foreach (var (title, community) in ((string, string)[])[("六号楼冒烟", "411502001001"), ("民权路起火", "411502001003")])
            incidents.Add(await Incident(duty, title, community));
        await Expect(Figure(wall, "incidents")).ToHaveTextAsync("2");
        await Expect(Rows(wall)).ToHaveCountAsync(2);
        await Expect(Rows(wall).Filter(new() { HasText = "六号楼冒烟" })).ToContainTextAsync("老城街道");
        await Expect(wall.Page.Locator(".count")).ToHaveTextAsync("2");
        for (var n = 3; n <= 6; n++)
            incidents.Add(await Incident(duty, $"第{n}处起火", "411502103203"));
        await Expect(Rows(wall)).ToHaveCountAsync(4);
        await Expect(wall.Page.GetByText("还有 2 件")).ToBeVisibleAsync();
        await Expect(wall.Page.Locator(".count")).ToHaveCountAsync(2);

        // Letters of 27 px can be read from three metres (ui.md), of 45 px from five, and of 37 px from four.
        (await Smallest(wall, "dl")).ShouldBeGreaterThanOrEqualTo(45);
        (await Smallest(wall, ".rows b, .rows .late")).ShouldBeGreaterThanOrEqualTo(45);
        await Until.TrueAsync(async () => await Smallest(wall, ".wall") >= 35, "all that was asked for is there, and can be read");
        await Expect(wall.Page.Locator("header.top")).ToBeHiddenAsync();
        (await wall.Unreachable("浉河区", 10)).ShouldBeEmpty();
        await wall.Picture("wall");

        await Expect(wall.Page.Locator(".leave.seen")).ToHaveCountAsync(0);
        await wall.Page.Mouse.MoveAsync(400, 400);
        await wall.Page.Locator(".leave.seen").ClickAsync();
        await Expect(wall.Page.Locator(".board")).ToBeVisibleAsync();
        await wall.At("/command");
        await wall.Go("/command?wall=1");
        await Expect(Rows(wall)).ToHaveCountAsync(4);
        await wall.Page.Keyboard.PressAsync("Escape");
        await Expect(wall.Page.Locator(".board")).ToBeVisibleAsync();
        foreach (var one in incidents)
            (await duty.Post($"/api/incidents/{one}/withdraw", new { reason = "误报" })).Is(200);
    }

    [Fact]
    public async Task Where_the_server_is_away_it_says_of_when_it_is()
    {
        await using var wall = await (await demo.Open("commander", Device.Desk)).Go("/command?wall=1");
        await Expect(wall.Page.GetByText("实时")).ToBeVisibleAsync();
        await demo.Server.Signal("STOP");
        try
        {
            await Expect(wall.Page.Locator(".time .old")).ToContainTextAsync("截至");
            await Expect(wall.Page.Locator("footer")).ToContainTextAsync("4 检查中");
        }
        finally
        {
            await demo.Server.Signal("CONT");
        }
        await Expect(wall.Page.GetByText("实时")).ToBeVisibleAsync();
        await Expect(wall.Page.Locator("footer")).ToContainTextAsync("4 通");
    }
}
