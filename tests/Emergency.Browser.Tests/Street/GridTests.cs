using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>A grid is drawn under another name, and who answers for it follows. Its chief sees it once the street has agreed.</summary>
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
}
