using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class ResponseTests(Demo demo)
{
    [Fact]
    public async Task A_response_is_started_on_the_desk_shown_on_the_other_and_ended_by_whoever_started_it()
    {
        using var duty = await demo.SignIn("duty");
        using var street = await demo.SignIn("street");
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "响应看板",
                    priority = "normal",
                    community = "411502001001",
                }
            )
        ).Is(201).String("id")!;
        await using var desk = await demo.Desk("commander", Device.Desk);
        await using var other = await demo.Desk("duty", Device.Laptop, "dark");
        foreach (var one in new[] { desk, other })
            await one.Select(incident, "响应看板");
        await Expect(desk.Page.Locator(".panel .responses")).ToContainTextAsync("未启动响应");

        await desk.Page.Locator(".panel .responses").ClickAsync();
        await desk.Dialog().GetByText("三级响应", new() { Exact = true }).ClickAsync();
        await desk.Dialog().Locator("[name=plan]").FillAsync("浉河区火灾应急预案（示例）");
        await desk.Dialog().Locator("[name=measures]").FillAsync("转移人员\n警戒");
        (await desk.Unreachable("响应级别", 200)).ShouldBeEmpty();
        await desk.Picture("command-response-start-light");
        await desk.Dialog().Locator(".foot .primary").ClickAsync();
        await Expect(desk.Dialog().Locator(".running")).ToContainTextAsync("三级响应 · 浉河区");
        await desk.Page.Keyboard.PressAsync("Escape");
        foreach (var one in new[] { desk, other })
            await Expect(one.Page.Locator(".panel .responses")).ToHaveTextAsync("三级响应");

        var ofStreet = (
            await street.Post(
                "/api/responses",
                new
                {
                    level = "fourth",
                    matter = "响应看板",
                    plan = "街道预案（示例）",
                    measures = new[] { "开门" },
                    until = TimeProvider.System.GetUtcNow().AddHours(6),
                    incident,
                }
            )
        ).Is(201).String("id");
        await Expect(other.Page.Locator(".panel .responses .chip")).ToHaveTextAsync(["三级响应", "四级响应"]);
        (await duty.Post($"/api/incidents/{incident}/end-scene", new { })).Is(200);
        await desk.Act("结束…");
        await Expect(desk.Dialog().Locator("section.now")).ToContainTextAsync("由老城街道终止");
        await Expect(desk.Dialog().Locator("section.now .wide")).ToHaveTextAsync("还有 2 个响应没终止");
        (await desk.Unreachable("结束分三步", 200)).ShouldBeEmpty();
        await desk.Picture("command-ending-responses-light");
        await desk.Dialog().Locator("section.now li button").ClickAsync();
        await Expect(desk.Dialog().Locator("section.now .wide")).ToHaveTextAsync("还有 1 个响应没终止");
        (await street.Post($"/api/responses/{ofStreet}/terminate", new { })).Is(200);
        await desk.Dialog().Locator("section.now .wide.primary").ClickAsync();
        await Expect(desk.Card(incident)).ToHaveCountAsync(0);
    }
}
