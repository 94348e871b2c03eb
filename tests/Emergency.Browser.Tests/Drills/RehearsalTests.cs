using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using Microsoft.Playwright;
using static Emergency.Browser.Tests.Drills.Rehearsal;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>Shipped scenarios played on people's own pages: the presses there are judged.</summary>
[Collection(nameof(DrillCollection))]
[Long("a whole drill is played")]
public sealed class RehearsalTests(Demo demo)
{
    [Fact]
    public async Task The_night_fire_in_an_old_block_is_judged_by_what_was_pressed_on_the_phones_and_the_desk()
    {
        using var street = await demo.SignIn("street");
        using var duty = await demo.SignIn("duty");
        var (id, realm) = await Started(street, "old-block-fire");
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "case", "fired")).ToBeAttachedAsync();
        var incident = await Incident(duty, realm);
        (
            await duty.Post(
                $"/api/incidents/{incident}/locate?realm={realm}",
                new
                {
                    lon = 114.068594,
                    lat = 32.119337,
                    datum = "wgs84",
                    community = Community,
                }
            )
        ).Is(200);

        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}#who"));
        await secretary.Tap(secretary.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "启动" }).First);
        await Done(controller, "area", "card");

        await using var grid = new Phone(await (await demo.Open("grid", Device.Phone)).Go($"/team?realm={realm}#tasks"));
        await grid.Tap(
            grid.Page.Locator("li.task").Filter(new() { HasText = "逐户叫醒" }).GetByRole(AriaRole.Button, new() { Name = "我来" }).First
        );
        await Done(controller, "take-wake");

        // The one large button: the people behind the door have been seen.
        await secretary.Tap("nav.foot a[href='#doors']");
        await secretary.Tap("a.door");
        var title = secretary.Page.Locator("dialog h2").First;
        for (var door = 0; door < 3; door++)
        {
            var before = await title.TextContentAsync();
            await secretary.Tap("button.safe");
            await Expect(title).Not.ToHaveTextAsync(before!);
        }
        await Done(controller, "doors");

        await Fire(controller, "refuses");
        var refusing = await title.TextContentAsync();
        await secretary.TapText("更多：不肯走、又回来了、投亲…");
        await secretary.TapText("不肯走");
        await Expect(title).Not.ToHaveTextAsync(refusing!);
        await Done(controller, "refused");

        await Fire(controller, "children");
        // A child's door: a child that cannot be left alone gets a case of care with a named adult.
        await secretary.Page.Keyboard.PressAsync("Escape");
        await LeftAlone(secretary, await Child(duty, incident, realm));
        await Done(controller, "care");

        await Fire(controller, "rumour");
        await Observed(controller, "numbers");
        await controller.Picture("rehearsal-controller");

        await using var desk = await (await demo.Open("duty", Device.Desk)).Go($"/command?realm={realm}");
        await Expect(desk.Page.Locator($".board [data-incident='{incident}']")).ToBeVisibleAsync();
        // The case came from 119, so nobody is asked whether 119 knows.
        var called = desk.Page.Locator(".panel li").Filter(new() { HasText = "确认已拨119" }).First;
        await desk.Page.Locator(".panel button.more").First.ClickAsync();
        await Expect(called).ToContainTextAsync("办完");
        (await desk.Page.Locator(".panel .chip.dark:not(.quiet)").CountAsync()).ShouldBeLessThanOrEqualTo(3);
        await desk.Picture("rehearsal-desk");

        (await street.Post($"/api/drills/{id}/note", new { text = new string('W', 200) })).Is(200);
        // Stopped in the middle: the acts so far are judged, the missing ones are named, and nothing looks perfect.
        await controller.Page.GetByRole(AriaRole.Button, new() { Name = "停止演练", Exact = true }).ClickAsync();
        await Expect(controller.Page.Locator("[data-stopped-early]")).ToContainTextAsync("提前结束");
        await Expect(Judged(controller, "one-incident")).ToHaveAttributeAsync("data-outcome", "not-reached");
        await controller.Go($"/drills/{id}/report");
        await Expect(controller.Page.Locator("[data-stopped-early]")).ToContainTextAsync("提前结束");
        await Expect(controller.Page.GetByText("提前结束，没有到").First).ToBeVisibleAsync();
        (
            await controller.Holds(
                "document.body.textContent.includes('W'.repeat(200)) && document.documentElement.scrollWidth <= innerWidth"
            )
        ).ShouldBeTrue("a note without a break stays on the sheet");
        var report = (await street.Get($"/api/drills/{id}/report")).Is(200);
        report["percent"].GetInt32().ShouldBeInRange(50, 99);
        await controller.Picture("rehearsal-report", whole: true);
    }

    [Fact]
    public async Task Ten_minutes_without_power_are_judged_by_what_one_secretary_presses_on_the_phone()
    {
        using var street = await demo.SignIn("street");
        var (id, realm) = await Started(street, "ten-minutes");
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "cut", "fired")).ToBeAttachedAsync();
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}#report"));
        await phone.Tap(".kinds label:has(input[value='power'])");
        await phone.Page.Locator("main textarea").FillAsync("全小区停电");
        await phone.Page.Locator("main form input:not([type=radio])").FillAsync("例园小区5号楼");
        await phone.Tap(phone.Page.Locator("main form").GetByRole(AriaRole.Button, new() { Name = "上报" }));
        await Done(controller, "open");
        await phone.Tap(".which [role=option] button");
        await Done(controller, "area");
        await Fire(controller, "oxygen");
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap("a.door");
        await phone.TapText("需救助");
        await phone.Tap(".call");
        await Done(controller, "help", "noted");
        await controller.Picture("rehearsal-ten-minutes");
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_fire_while_the_line_to_119_is_dead_is_judged_by_what_the_desks_press()
    {
        using var street = await demo.SignIn("street");
        var (id, realm) = await Started(street, "hotline-119-down");
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "down", "fired")).ToBeAttachedAsync();
        await using var desk = await (await demo.Open("street", Device.Desk, "dark")).Go($"/command?realm={realm}");
        await Expect(desk.Page.Locator(".bar.error")).ToContainTextAsync("119");
        await Fire(controller, "neighbour");
        await desk.Page.Keyboard.PressAsync("n");
        var dialog = desk.Page.Locator("dialog[open]");
        await dialog.Locator("[name=title]").FillAsync("车棚着火");
        await dialog.GetByLabel("哪个社区").PressSequentiallyAsync("义阳社区");
        await Expect(dialog.Locator("button.taken")).ToHaveCountAsync(1);
        await dialog.Locator("button.primary").ClickAsync();
        await Expect(desk.Page.Locator(".panel h2")).ToHaveTextAsync("车棚着火");
        await Done(controller, "reported");
        await desk.Page.Locator(".panel footer button", new() { HasText = "移交" }).ClickAsync();
        await dialog.GetByText("消防", new() { Exact = false }).First.ClickAsync();
        await Expect(dialog.Locator(".down")).ToBeVisibleAsync();
        await desk.Picture("rehearsal-line-down");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "对方已受理" }).ClickAsync();
        await Done(controller, "handed", "dialled");
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
    }
}
