using Emergency.Browser.Tests.Command;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>A grid is drawn under another name, and its responsible people follow. Its chief sees it once the street has agreed.</summary>
[Long("whole stories, each in a demo of its own")]
public sealed class GridTests
{
    [Fact]
    public async Task A_grid_drawn_anew_takes_its_chief_along_once_somebody_else_has_agreed()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using var secretary = await demo.SignIn("secretary");
        var chief = (await secretary.Get("/api/communities/411502001001/team?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => one.GetProperty("role").GetString() == "grid-chief" && one.GetProperty("grid").GetString() == "001001-G1");
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=quarters#parties");
        var page = desk.Page;
        var old = page.Locator("[data-quarters=grid] [data-quarter='001001-G1']");
        await Expect(old).ToContainTextAsync("名单里写的");
        var buildings = (await old.Locator(".note").InnerTextAsync()).Split('、');
        await page.GetByRole(AriaRole.Button, new() { Name = "加网格" }).ClickAsync();
        await page.Locator("[name=quarter-name]").FillAsync("南门网格");
        await page.Locator("[name=quarter-chief]").SelectOptionAsync(chief.GetProperty("id").GetString()!);
        await page.Locator($"[name=quarter-building][value='{buildings[0]}']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "存", Exact = true }).ClickAsync();
        var drawn = page.Locator("[data-quarter=南门网格]");
        await Expect(drawn.Locator("[data-answers=behind]")).ToBeVisibleAsync();
        await desk.Picture("grid-behind", whole: true);
        await drawn.GetByRole(AriaRole.Button, new() { Name = "改成这个网格" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("改了");
        await Expect(drawn.Locator("[data-answers=behind]")).ToHaveCountAsync(0);
        await Expect(drawn.Locator("[data-answers=waits]")).ToContainTextAsync("另一人确认");
        await Expect(drawn.Locator(".behind")).ToHaveCountAsync(0);
        await desk.Picture("grid-followed", whole: true);

        using var street = await demo.SignIn("street");
        foreach (var waits in (await street.Get("/api/confirmations")).Is(200)["waiting"].EnumerateArray().ToList())
            if (waits.GetProperty("kind").GetString() == "community-grants")
                (await street.Post($"/api/confirmations/{waits.GetProperty("id").GetString()}/confirm", new { })).Is(200);
        await page.ReloadAsync();
        await Expect(drawn).ToBeVisibleAsync();
        await Expect(drawn.Locator("[data-answers]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_grids_are_switched_on_on_the_desks_map_tell_their_chief_and_move_when_they_are_drawn_anew()
    {
        const double lon = DeskScreen.Lon,
            lat = DeskScreen.Lat;
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using var secretary = await demo.SignIn("secretary");
        var chief = (await secretary.Get($"/api/communities/{DeskScreen.Community}/team?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => one.GetProperty("role").GetString() == "grid-chief");
        var led = chief.GetProperty("id").GetString();
        var seen = await Draw(led, 0, null);

        await using var desk = await demo.Desk("duty", Device.Desk);
        var page = desk.Page;
        var (layers, card) = (page.Locator(".map .layers"), page.Locator("aside.gridcard"));
        var list = page.Locator(".map ul.grids li");
        await desk.Go($"/command?at={lon},{lat},这里");
        await Expect(page.Locator(".map ul.found li")).ToHaveCountAsync(1);
        await Expect(list).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "图层" }).ClickAsync();
        await layers.GetByLabel("网格", new() { Exact = true }).CheckAsync();
        await Expect(list).ToHaveCountAsync(1);
        await Expect(list).ToContainTextAsync("图上网格");
        await Expect(page.Locator(".map .legend")).ToContainTextAsync("网格");
        await page.GetByRole(AriaRole.Button, new() { Name = "图层" }).ClickAsync();
        var box = await desk.Place(page.Locator(".map .canvas"));
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.ClickAsync(x + 40, y + 40);
        await Expect(card).ToContainTextAsync("图上网格");
        await Expect(card).ToContainTextAsync($"网格长 {chief.GetProperty("mask").GetString()}");
        await desk.Picture("grids-on-the-map");
        (await desk.Unreachable("图上网格", 0)).ShouldBeEmpty();

        // The grid has no leader now, and lies farther west: both show without a reload.
        await Draw(null, -0.004, seen);
        await Expect(card).ToContainTextAsync("没有网格长");
        await card.GetByRole(AriaRole.Button, new() { Name = "关闭" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);
        await page.Mouse.ClickAsync(x + 40, y + 40);
        await desk.Picture("grids-moved");
        await Expect(card).ToHaveCountAsync(0);

        async Task<object> Draw(string? chief, double east, object? was)
        {
            double[] Corner(double dx, double dy) => [lon + dx + east, lat + dy];
            var boundary = new
            {
                type = "Polygon",
                coordinates = new[]
                {
                    new[]
                    {
                        Corner(-0.0015, -0.001),
                        Corner(0.0015, -0.001),
                        Corner(0.0015, 0.001),
                        Corner(-0.0015, 0.001),
                        Corner(-0.0015, -0.001),
                    },
                },
            };
            const string all = $"/api/communities/{DeskScreen.Community}/quarters";
            var buildings = new[] { "99号楼" };
            var body = new
            {
                kind = "grid",
                name = "图上网格",
                buildings,
                chief,
                boundary,
                was,
            };
            (await secretary.Post(all, body)).Is(200);
            System.Text.Json.JsonElement kept = default;
            await Until.TrueAsync(
                async () =>
                    (await secretary.Get(all))
                        .Is(200)["items"]
                        .EnumerateArray()
                        .FirstOrDefault(one => one.GetProperty("name").GetString() == "图上网格")
                        is { ValueKind: System.Text.Json.JsonValueKind.Object } one
                    && one.TryGetProperty("boundary", out kept)
                    && Math.Abs(kept.GetProperty("parts")[0][0][0].GetProperty("lon").GetDouble() - Corner(-0.0015, 0)[0]) < 0.00001,
                "it is drawn"
            );
            return new
            {
                buildings,
                chief,
                boundary = kept,
            };
        }
    }
}
