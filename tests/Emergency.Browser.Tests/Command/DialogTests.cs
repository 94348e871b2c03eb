using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

[Collection(nameof(DemoCollection))]
public sealed class DialogTests(Demo demo)
{
    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task An_order_in_an_incident_passes_though_it_is_on_no_list_and_shows_a_light()
    {
        var fire = await demo.RunningFire("指令照发");
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(fire, "指令照发");
        await desk.Page.Keyboard.PressAsync("o");
        await Expect(desk.Dialog()).ToContainTextAsync("照发，不拦、不等");
        (await desk.Unreachable("发指令", 200)).ShouldBeEmpty();
        await desk.Picture("command-order-incident-light");
        await desk.Dialog().Locator("[name=text]").FillAsync("转移1至6号楼住户");
        await desk.Dialog().Locator("button.primary").ClickAsync();
        await Expect(desk.Dialog()).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".panel").GetByText("转移1至6号楼住户")).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".panel .lights [aria-label*='已送达未读']").First).ToBeVisibleAsync();
        using var secretary = await demo.SignIn("secretary");
        var order = (await secretary.Get("/api/orders"))
            .Is(200)["items"]
            .EnumerateArray()
            .First(light => light.TryGetProperty("incident", out var of) && of.GetString() == fire);
        (await secretary.Post($"/api/orders/{order.GetProperty("order").GetString()}/seen", new { receiver = "411502001001" })).Is(200);
        await Expect(desk.Page.Locator(".panel .lights [aria-label='义阳社区 已读']")).ToBeVisibleAsync();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_departments_routine_matter_on_a_quiet_day_is_stopped_with_the_articles()
    {
        await using var desk = await demo.Desk("department", Device.Desk, "dark");
        await desk.Page.Keyboard.PressAsync("o");
        await Expect(desk.Dialog()).ToBeVisibleAsync();
        if (await desk.Dialog().GetByText("平时事务").CountAsync() > 0)
            await desk.Dialog().GetByText("平时事务").ClickAsync();
        await Expect(desk.Dialog()).ToContainTextAsync("停在这里");
        await Expect(desk.Dialog()).ToContainTextAsync("信阳 40");
        await Expect(desk.Dialog()).ToContainTextAsync("送街道审批");
        (await desk.Unreachable("发指令", 150)).ShouldBeEmpty();
        await desk.Picture("command-order-stopped-dark");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Ending_names_what_is_missing_and_does_not_end()
    {
        var fire = await demo.RunningFire("还不能结束");
        await using var desk = await demo.Desk("commander", Device.Desk, "dark");
        await desk.Select(fire, "还不能结束");
        await desk.Act("结束…");
        await Expect(desk.Dialog().Locator("section.now")).ToContainTextAsync("人未落实");
        await Expect(desk.Dialog().Locator("section.now")).ToContainTextAsync("保命任务");
        await Expect(desk.Dialog().Locator("section.now .wide")).ToHaveAttributeAsync("aria-disabled", "true");
        (await desk.Unreachable("结束分三步", 200)).ShouldBeEmpty();
        await desk.Picture("command-ending-dark");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_scene_with_nothing_left_to_do_ends_in_three_steps()
    {
        using var duty = await demo.SignIn("duty");
        var alarm = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "三步结束",
                    priority = "normal",
                    community = "411502001001",
                }
            )
        ).Is(201).String("id")!;
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(alarm, "三步结束");
        await desk.Act("结束…");
        await desk.Dialog().Locator("section.now .wide").ClickAsync();
        await Expect(desk.Dialog().Locator("section").Nth(1).And(desk.Dialog().Locator(".now"))).ToBeVisibleAsync();
        (await duty.Get($"/api/incidents/{alarm}")).Is(200)["incident"].GetProperty("stage").GetString().ShouldBe("scene-ended");
        await desk.Dialog().Locator("section.now .wide").ClickAsync();
        await Expect(desk.Card(alarm)).ToHaveCountAsync(0);
        (await duty.Get($"/api/incidents/{alarm}")).Is(200)["incident"].GetProperty("stage").GetString().ShouldBe("response-ended");
    }

    [Fact]
    [TenMinutes(5)]
    public async Task What_nobody_takes_is_late_on_the_desk_and_rings_on()
    {
        using var duty = await demo.SignIn("duty");
        var told = new
        {
            category = "other",
            title = "没人接的任务",
            priority = "normal",
            community = DeskScreen.Community,
        };
        var incident = (await duty.Post("/api/incidents", told)).Is(201).String("id")!;
        var member = (await duty.Get($"/api/communities/{DeskScreen.Community}/team?limit=1")).Is(200)["items"][0].GetProperty("id");
        var task = new
        {
            community = DeskScreen.Community,
            @class = "life",
            text = "看一下水泵",
            members = new[] { member },
            allowSeconds = 1,
        };
        (await duty.Post($"/api/incidents/{incident}/tasks", task)).Is(201);
        await using var desk = await (await demo.Open("duty", Device.Desk)).Go($"/command#incident={incident}");
        var tasks = desk.Page.Locator("section[aria-label='任务']");
        await Expect(tasks.Locator(".chip.late")).ToHaveTextAsync("超时 1");
        await Expect(desk.Page.GetByText("全链已响 没人接").First).ToBeVisibleAsync();
    }

    [Fact]
    [TenMinutes(1)]
    public async Task An_incident_reported_by_hand_without_a_place_is_opened_and_marked_unverified()
    {
        await using var desk = await demo.Desk("duty", Device.Laptop);
        await desk.Page.Keyboard.PressAsync("n");
        (await desk.Unreachable("上报事件", 150)).ShouldBeEmpty();
        await desk.Dialog().Locator("[name=title]").FillAsync("路人来报有烟");
        // If the map already stands at a fire, its middle is offered as the place.
        foreach (var offered in await desk.Dialog().Locator("[name=pointed]").AllAsync())
            await offered.UncheckAsync();
        await desk.Dialog().Locator("button.primary").ClickAsync();
        await Expect(desk.Dialog()).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".board .card", new() { HasText = "路人来报有烟" })).ToContainTextAsync("位置待核实");
        await Expect(desk.Page.Locator(".panel h2")).ToHaveTextAsync("路人来报有烟");
    }
}
