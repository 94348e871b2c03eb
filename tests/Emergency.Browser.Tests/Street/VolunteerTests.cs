using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>志愿者 on the desk: somebody joins, is sent where they are needed, and gets their hours on a paper.</summary>
[Long("a whole story in a demo of its own")]
public sealed class VolunteerTests
{
    [Fact]
    public async Task Somebody_joins_is_sent_gives_hours_and_has_them_on_a_paper()
    {
        using var folder = new TempFolder();
        await using var demo = await Demo.In(folder["data"]);
        using var secretary = await demo.SignIn("secretary");
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=volunteers#parties");
        var page = desk.Page;
        var (dialog, all, needs) = (page.Locator("dialog"), page.Locator("[data-volunteers=all]"), page.Locator("[data-volunteers=needs]"));
        ILocator Button(ILocator inside, string name) => inside.GetByRole(AriaRole.Button, new() { Name = name });
        await Expect(all).ToBeVisibleAsync();
        var before = await all.Locator("[data-volunteer]").CountAsync();
        await Button(all, "＋").ClickAsync();
        var member = (await secretary.Get("/api/communities/411502001001/team?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(one => one.GetProperty("availability").GetString() == "on-post" && one.GetProperty("role").GetString() == "grid-chief")
            .GetProperty("id")
            .GetString()!;
        await dialog.Locator("[name=volunteer-member]").SelectOptionAsync(member);
        await dialog.Locator("[name=volunteer-adult]").CheckAsync();
        await dialog.Locator("button.primary").ClickAsync();
        await Expect(all.Locator("[data-volunteer]")).ToHaveCountAsync(before + 1);
        var one = all.Locator($"[data-volunteer='{member}']");
        var mask = await one.Locator("b").InnerTextAsync();

        await Button(needs, "＋").ClickAsync();
        await dialog.Locator("[name=need-text]").FillAsync("给三户老人送药");
        await dialog.Locator("button.primary").ClickAsync();
        var need = needs.Locator("[data-need]").Filter(new() { HasText = "给三户老人送药" });
        await Expect(need).ToBeVisibleAsync();
        if (await Button(need, "…").CountAsync() > 0)
            await Button(need, "…").ClickAsync();
        await Button(need, mask).First.ClickAsync();
        await Expect(need).ToContainTextAsync($"{mask}");
        await desk.Picture("volunteers", whole: true);

        await Button(one, "记").First.ClickAsync();
        await dialog.Locator("[name=hours-minutes]").FillAsync("90");
        await dialog.Locator("[name=hours-what]").FillAsync("送药");
        await dialog.Locator("button.primary").ClickAsync();
        await Expect(one).ToContainTextAsync("90");
        await one.GetByRole(AriaRole.Button).Nth(1).ClickAsync();
        await Expect(dialog.Locator(".proof tbody tr")).ToHaveCountAsync(1);
        await Expect(dialog.Locator(".proof")).ToContainTextAsync("送药");
        await desk.Picture("volunteer-proof");
        await page.Keyboard.PressAsync("Escape");
        await need.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(need).ToHaveCountAsync(0);
    }
}
