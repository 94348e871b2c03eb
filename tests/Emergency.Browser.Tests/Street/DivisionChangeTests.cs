using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 撤并拆分: a community is split, all homes are assigned by buildings with one exception, the county confirms, and the old community is
/// history.
/// </summary>
[Long("whole stories, each in a demo of its own")]
public sealed class DivisionChangeTests
{
    private const string Old = "411502001001",
        East = "411502001081",
        West = "411502001082",
        Neighbour = "411502001003",
        Merged = "411502001083";

    [Fact]
    public async Task A_community_is_split_by_buildings_and_its_code_leads_to_the_new_one()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street#divisions");
        var page = desk.Page;
        var tick = page.Locator($"input[type=checkbox][value='{Old}']");
        await Expect(tick).ToBeVisibleAsync();
        await tick.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "再加一个" }).ClickAsync();
        foreach (var (at, code, name) in new[] { (0, East, "义阳东社区"), (1, West, "义阳西社区") })
        {
            await page.GetByLabel("代码（12 位）").Nth(at).FillAsync(code);
            await page.GetByLabel("名称").Nth(at).FillAsync(name);
        }
        await desk.Picture("division-open", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "下一步：说去处" }).ClickAsync();

        var homes = page.Locator("[data-kind=household]");
        await homes.Locator("header select").SelectOptionAsync(East);
        await Expect(homes.Locator("header .unsaid")).ToHaveCountAsync(0);
        // A building goes elsewhere, one door of it does not.
        var building = homes.Locator("details").First;
        await building.Locator("summary select").SelectOptionAsync(West);
        await building.Locator("summary span").ClickAsync();
        await building.Locator("li select").First.SelectOptionAsync(East);
        await Expect(building.Locator("summary select")).ToHaveValueAsync("*");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "提请确认" })).ToBeDisabledAsync();
        await desk.Picture("division-going", whole: true);

        // The assignments are kept.
        await page.ReloadAsync();
        await Expect(page.Locator("[data-kind=household] header")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-kind=household] header .unsaid")).ToHaveCountAsync(0);
        foreach (var kind in await page.Locator("[data-kind]:not([data-kind=household])").AllAsync())
        {
            await kind.Locator("header select").SelectOptionAsync(East);
            await Expect(kind.Locator("header .unsaid")).ToHaveCountAsync(0);
        }
        await Expect(page.GetByText("项都说了去处")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提请确认" }).ClickAsync();
        await Expect(page.GetByText("等街道或县里另一人确认")).ToBeVisibleAsync();
        await desk.Picture("division-asked", whole: true);

        await using var county = await (await demo.Open("duty", Device.Office)).Go("/street#confirm");
        var asked = county.Page.Locator("li, article").Filter(new() { HasText = "撤并拆分社区" }).First;
        await Expect(asked).ToContainTextAsync("义阳东社区、义阳西社区");
        await county.Picture("division-confirm", whole: true);
        await asked.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "办过的" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Locator(".done button").First.ClickAsync();
        await Expect(page.Locator(".past")).ToContainTextAsync(East);
        await desk.Picture("division-done", whole: true);
        await ItsBoundaryIsDrawn(desk, demo);

        await page.GotoAsync($"{demo.Address}street?community={Old}#residents");
        await Expect(page.Locator("[data-old-code]")).ToContainTextAsync("义阳东");
        await page.WaitForURLAsync($"**community={East}**");
        await desk.Picture("division-led", whole: true);
    }

    [Fact]
    public async Task Two_communities_are_merged_and_each_is_read_as_it_was()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        await using var desk = await (await demo.Open("street", Device.Office)).Go("/street#divisions");
        var page = desk.Page;
        await page.Locator($"input[type=checkbox][value='{Old}']").CheckAsync();
        await page.Locator($"input[type=checkbox][value='{Neighbour}']").CheckAsync();
        var next = page.GetByRole(AriaRole.Button, new() { Name = "下一步：说去处" });
        await page.GetByLabel("名称").FillAsync("义阳社区");
        // A code too short is not sent.
        await page.GetByLabel("代码（12 位）").FillAsync(Merged[..11]);
        await Expect(next).ToBeDisabledAsync();
        await page.GetByLabel("代码（12 位）").FillAsync(Merged);
        await next.ClickAsync();

        // Nothing is assigned by itself: a single unassigned kind blocks the request.
        var ask = page.GetByRole(AriaRole.Button, new() { Name = "提请确认" });
        await Expect(page.Locator("[data-kind=household] header")).ToBeVisibleAsync();
        var kinds = await page.Locator("[data-kind]").AllAsync();
        foreach (var kind in kinds)
        {
            await Expect(ask).ToBeDisabledAsync();
            await kind.Locator("header select").SelectOptionAsync(Merged);
            await Expect(kind.Locator("header .unsaid")).ToHaveCountAsync(0);
        }
        await desk.Picture("division-merge-going", whole: true);
        await ask.ClickAsync();
        await using var county = await (await demo.Open("duty", Device.Office)).Go("/street#confirm");
        var asked = county.Page.Locator("li, article").Filter(new() { HasText = "撤并拆分社区" }).First;
        await Expect(asked).ToContainTextAsync("义阳社区");
        await asked.GetByRole(AriaRole.Button, new() { Name = "确认", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "办过的" })).ToBeVisibleAsync(new() { Timeout = 60_000 });

        var past = page.Locator("[data-past]");
        var read = new List<string?>();
        foreach (var ended in await page.Locator(".done p button").AllAsync())
        {
            await ended.ClickAsync();
            await Expect(ended).ToHaveAttributeAsync("aria-expanded", "true");
            await Expect(past).ToContainTextAsync(Merged);
            read.Add(await past.GetAttributeAsync("data-past"));
        }
        read.ShouldBe([Old, Neighbour], ignoreOrder: true);
        foreach (var ended in read)
            await Expect(page.Locator($"input[type=checkbox][value='{ended}']")).ToHaveCountAsync(0);
        await past.Locator("[data-past-kind=household] summary").ClickAsync();
        await Expect(past.Locator("[data-past-kind=household] li").First).ToContainTextAsync("→ 义阳");
        await desk.Picture("division-past-going", whole: true);
        await past.GetByRole(AriaRole.Tab, new() { Name = "队伍和值班" }).ClickAsync();
        var member = past.Locator("[data-past-member]").First;
        await Expect(member).ToContainTextAsync("*");
        await member.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(member.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await desk.Picture("division-past-team", whole: true);
        foreach (var (tab, name) in new[] { ("预案", "plans"), ("物资", "stock"), ("演练", "drills"), ("达标", "days") })
        {
            await past.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
            await Expect(past.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            (await desk.Unreachable("街道台", 60)).ShouldBeEmpty();
            await desk.Picture($"division-past-{name}", whole: true);
        }
        await page.Locator(".done p button").First.ClickAsync();
        await Expect(past).ToHaveAttributeAsync("data-past", Old);
        await past.GetByRole(AriaRole.Tab, new() { Name = "预案" }).ClickAsync();
        await past.Locator("[data-version]").First.ClickAsync();
        await Expect(past.GetByRole(AriaRole.Link, new() { Name = "DOCX" })).ToBeVisibleAsync();
        await desk.Picture("division-past-old-plans", whole: true);
    }

    /// <summary>
    /// Draws the new communities, which have no boundary until then, on the map of the street; by mouse, where the old one was.
    /// </summary>
    private static async Task ItsBoundaryIsDrawn(Screen desk, Demo demo)
    {
        using var street = await demo.SignIn("street");
        var (whole, old) = (await Box(street, Old[..9]), await Box(street, Old));
        var page = desk.Page;
        var row = page.Locator($"[data-part=boundaries] [data-code='{East}']");
        await Expect(row).ToContainTextAsync("还没有边界");
        await row.GetByRole(AriaRole.Button, new() { Name = "在图上画边界" }).ClickAsync();
        var sheet = page.Locator("dialog[open]");
        await Expect(sheet.Locator(".failed")).ToHaveCountAsync(0);
        await sheet.Locator("[data-act=draw-ground]").ClickAsync();
        var box = await desk.Place(sheet.Locator(".canvas"));
        // Place on the screen when the map shows the whole street: see `fly` of the stage.
        const double margin = 0.03;
        var (left, top, width, height) = (20, 70, box.Width - 90, box.Height - 130);
        var more = 2 * margin * Math.Max(whole.East - whole.West, whole.North - whole.South);
        var unit = Math.Max((whole.East - whole.West + more) / width, (whole.North - whole.South + more) / height);
        (float X, float Y) At(double x, double y) =>
            (
                (float)(box.X + left + (width / 2) + ((x - ((whole.West + whole.East) / 2)) / unit)),
                (float)(box.Y + top + (height / 2) - ((y - ((whole.South + whole.North) / 2)) / unit))
            );
        var middle = (old.West + old.East) / 2;
        foreach (var (x, y) in new[] { (old.West, old.South), (middle, old.South), (middle, old.North), (old.West, old.North) })
        {
            var (clickX, clickY) = At(x, y);
            await page.Mouse.ClickAsync(clickX, clickY);
        }
        await page.Keyboard.PressAsync("Enter");
        await desk.Picture("division-boundary");
        await sheet.Locator("[data-act=keep-boundary]").ClickAsync();
        await Expect(sheet).ToHaveCountAsync(0);
        await Expect(row).ToContainTextAsync("已画");
        var drawn = await Box(street, East);
        (drawn.West, drawn.East).ShouldSatisfyAllConditions(
            () => drawn.West.ShouldBe(old.West, (old.East - old.West) / 4),
            () => drawn.East.ShouldBe(middle, (old.East - old.West) / 4)
        );
        await row.GetByRole(AriaRole.Button, new() { Name = "重画" }).ClickAsync();
        await Expect(sheet.Locator(".failed")).ToHaveCountAsync(0);
        await desk.Picture("division-boundary-kept");
        await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Box around a division, in metres of the map.</summary>
    private static async Task<(double West, double South, double East, double North)> Box(Api who, string code)
    {
        const double earth = 6_378_137;
        var corners = (await who.Get($"/api/divisions/{code}/boundary"))
            .Is(200)["geometry"]
            .GetProperty("coordinates")
            .EnumerateArray()
            .SelectMany(part => part.EnumerateArray())
            .SelectMany(ring => ring[0].ValueKind == System.Text.Json.JsonValueKind.Number ? [ring] : ring.EnumerateArray().AsEnumerable())
            .Select(corner =>
                (
                    X: earth * corner[0].GetDouble() * Math.PI / 180,
                    Y: earth * Math.Log(Math.Tan((Math.PI / 4) + (corner[1].GetDouble() * Math.PI / 360)))
                )
            )
            .ToList();
        return (corners.Min(one => one.X), corners.Min(one => one.Y), corners.Max(one => one.X), corners.Max(one => one.Y));
    }
}
