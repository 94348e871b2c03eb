using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class JoinTests(Demo demo)
{
    [Fact]
    public async Task Two_calls_about_one_gas_leak_become_one_in_one_click_on_both_desks_and_are_split_again()
    {
        using var duty = await demo.SignIn("duty");
        async Task<string> Told(string title, double lat) => (
                await duty.Post(
                    "/api/incidents",
                    new
                    {
                        category = "gas",
                        title,
                        priority = "urgent",
                        location = new { lon = 113.92, lat },
                    }
                )
            ).Is(201).String("id")!;
        var first = await Told("管道漏气", 32.1500);
        var second = await Told("又报漏气", 32.1502);
        await using var desk = await demo.Desk("commander", Device.Desk);
        await using var other = await demo.Desk("duty", Device.Laptop, "dark");
        await desk.Select(first, "管道漏气");
        var row = desk.Page.Locator($"[data-joinable='{second}']");
        await Expect(row).ToContainTextAsync("并入");
        foreach (var one in new[] { desk, other })
            await Expect(one.Card(second)).ToBeVisibleAsync();
        (await desk.Unreachable("管道漏气", 200)).ShouldBeEmpty();
        await desk.Picture("command-joinable-light");
        await other.Picture("command-joinable-1366-dark");

        await row.Locator("button").First.ClickAsync();
        foreach (var one in new[] { desk, other })
            await Expect(one.Card(second)).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".panel .joined")).ToContainTextAsync("已并入");
        await Expect(desk.Page.Locator(".timeline")).ToContainTextAsync("并入一起");
        (await desk.Unreachable("浉河区", 200)).ShouldBeEmpty();
        await desk.Picture("command-joined-light");
        await desk.Page.Locator(".panel .joined button").ClickAsync();
        foreach (var one in new[] { desk, other })
            await Expect(one.Card(second)).ToBeVisibleAsync();
        await Expect(row).ToBeVisibleAsync();

        await row.Locator("button").Last.ClickAsync();
        (await desk.Unreachable("并入另一起", 200)).ShouldBeEmpty();
        await desk.Picture("command-join-choose-light");
        await desk.Dialog().Locator("li", new() { HasText = "管道漏气" }).Locator("button").ClickAsync();
        await Expect(desk.Card(second)).ToHaveCountAsync(0);
        (await duty.Post($"/api/incidents/{first}/end-scene", new { })).Is(200);
        (await duty.Post($"/api/incidents/{first}/end-response", new { })).Is(200);
    }
}
