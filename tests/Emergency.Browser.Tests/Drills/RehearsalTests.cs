using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Server.Foundation;
using Microsoft.Playwright;
using static Emergency.Browser.Tests.Drills.Rehearsal;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>Shipped scenarios played by people's own pages: what is pressed there is what is judged.</summary>
[Collection(nameof(DrillCollection))]
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

        // The one large button: whoever lives behind the door has been seen.
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
        // A child's door: whoever cannot be left alone gets a case of care with a named adult.
        await secretary.Page.Keyboard.PressAsync("Escape");
        await LeftAlone(secretary, await Child(duty, incident, realm));
        await Done(controller, "care");

        await Fire(controller, "rumour");
        await Observed(controller, "numbers");
        await controller.Picture("rehearsal-controller");

        await using var desk = await (await demo.Open("duty", Device.Desk)).Go($"/command?realm={realm}");
        await Expect(desk.Page.Locator($".board [data-incident='{incident}']")).ToBeVisibleAsync();
        // 119 told us of it: nobody is asked whether 119 knows.
        var called = desk.Page.Locator(".panel li").Filter(new() { HasText = "确认已拨119" }).First;
        await desk.Page.Locator(".panel button.more").First.ClickAsync();
        await Expect(called).ToContainTextAsync("办完");
        (await desk.Page.Locator(".panel .chip.dark:not(.quiet)").CountAsync()).ShouldBeLessThanOrEqualTo(3);
        await desk.Picture("rehearsal-desk");

        (await street.Post($"/api/drills/{id}/note", new { text = new string('W', 200) })).Is(200);
        // Stopped in the middle: what came is judged, what did not is named, and nothing looks perfect.
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
    public async Task A_rain_night_is_judged_by_one_press_at_the_county_one_tap_in_the_village_and_what_is_told_by_hand()
    {
        using var street = await demo.SignIn("street");
        var (id, realm) = await Started(street, "rain-night", Community, Other);
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "rain-red", "fired")).ToBeAttachedAsync();

        await using var desk = await (await demo.Open("duty", Device.Desk, "dark")).Go($"/command?realm={realm}");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "确认并叫应 2 村" }).ClickAsync();
        await Done(controller, "confirm");

        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}"));
        await secretary.Page.Locator(".wake").GetByRole(AriaRole.Button, new() { Name = "我醒了，我来" }).First.TapAsync();
        await secretary.Page.Locator(".village").First.GetByRole(AriaRole.Button, new() { Name = "喇叭放了" }).TapAsync();
        await Done(controller, "awake", "proof");

        // The other village: dialled in vain, then the deputy, who answers.
        await desk.Page.Locator(".warning-cards [data-warning]").First.ClickAsync();
        var row = desk.Page.Locator($"tr[data-call='{Other}']").First;
        await row.GetByRole(AriaRole.Button, new() { Name = "没人接" }).ClickAsync();
        await Expect(row.Locator(".step.rings")).ToContainTextAsync("副职");
        await desk.Picture("rehearsal-rain-deputy");
        await Fire(controller, "silence");
        await row.GetByRole(AriaRole.Button, new() { Name = "应答了" }).ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "电话里应答" }).ClickAsync();
        await Done(controller, "told");

        await Fire(controller, "over");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除…" }).ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "解除，告诉" }).ClickAsync();
        await Done(controller, "lifted");
        await Expect(secretary.Page.GetByText("预警解除了").First).ToBeVisibleAsync();
        await controller.Picture("rehearsal-rain-controller");
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task Ten_minutes_without_power_are_judged_by_what_one_secretary_presses_on_the_phone()
    {
        using var street = await demo.SignIn("street");
        var (id, realm) = await Started(street, "ten-minutes");
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "cut", "fired")).ToBeAttachedAsync();
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}#report"));
        await phone.Page.Locator("main select").SelectOptionAsync("power");
        await phone.Page.Locator("main textarea").FillAsync("全小区停电");
        await phone.Page.Locator("main form input").FillAsync("例园小区5号楼");
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

    [Fact]
    public async Task A_child_left_alone_is_judged_by_what_is_pressed_on_the_phones_of_the_committee()
    {
        using var street = await demo.SignIn("street");
        using var duty = await demo.SignIn("duty");
        var (id, realm) = await Started(street, "guardian-to-hospital");
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "case", "fired")).ToBeAttachedAsync();
        var incident = await Incident(duty, realm);
        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}#who"));
        await secretary.Page.Locator(".which input").FillAsync("7号楼");
        await Expect(secretary.Page.Locator(".which [role=option]").First).ToContainTextAsync("7号楼");
        await secretary.Tap(".which [role=option] button");
        await Done(controller, "area");
        await Observed(controller, "lead");

        await Fire(controller, "alone");
        await LeftAlone(secretary, await Child(duty, incident, realm));
        await Done(controller, "care-opened", "adult");
        await Observed(controller, "called");

        // The child director hears of it by oneself, and does what is left, the check where there is no network.
        await Fire(controller, "parents");
        await using var child = new Phone(await (await demo.Open("child", Device.Phone)).Go($"/team?realm={realm}"));
        await child.Tap("nav.own a[href='#care']");
        await child.Screen.Picture("care-list");
        await child.Tap("[data-care][data-stage=adult-there]");
        await Expect(child.Page.Locator("dialog dl")).ToContainTextAsync("陪着的大人");
        await child.Screen.Picture("care-case");
        (await child.Screen.Unreachable("临时照料", 30)).ShouldBeEmpty();
        await child.Tap("[data-act=arrange]");
        await child.Page.Locator("dialog [name=name]").FillAsync("例婶");
        await child.Page.Locator("dialog [name=where]").FillAsync("例园小区5号楼");
        await child.Screen.Picture("care-arrange");
        await child.TapText("落实");
        await Done(controller, "arranged");
        await Expect(child.Page.Locator("dialog dl")).ToContainTextAsync("例婶");
        await child.Offline(true);
        await child.Tap("[data-act=check]");
        await child.Page.Locator("dialog [name=note]").FillAsync("吃过早饭，去上学了");
        await child.Screen.Picture("care-check");
        await child.TapText("见到了，记下");
        await Expect(child.Page.Locator("dialog [role=status]").First).ToHaveTextAsync("存在手机里，有网就送");
        await child.Offline(false);
        await Done(controller, "checked");
        await child.Page.SetViewportSizeAsync(360, 780);
        await child.Screen.Picture("care-checked-360");
        (
            await child.Screen.Holds(
                "document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('dialog .button, dialog .dial')].every((one) => one.offsetHeight >= 48)"
            )
        ).ShouldBeTrue("nothing is cut off, and every button can be hit with a thumb");
        await controller.Picture("rehearsal-guardian");
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_missing_child_is_judged_by_who_was_told_first_and_by_whom_it_was_given_back_to()
    {
        using var street = await demo.SignIn("street");
        using var duty = await demo.SignIn("duty");
        var (id, realm) = await Started(street, "missing-child");
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "teacher", "fired")).ToBeAttachedAsync();
        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}#report"));
        await secretary.Page.Locator("main select").SelectOptionAsync("missing");
        await secretary.Page.Locator("main textarea").FillAsync("孩子放学没到家，8岁，蓝色校服");
        await secretary.Tap(secretary.Page.Locator("main form").GetByRole(AriaRole.Button, new() { Name = "上报" }));
        await Expect(secretary.Page.Locator(".which")).ToBeVisibleAsync();
        var incident = await Incident(duty, realm);
        // 110 first: before anybody is asked where.
        await secretary.Tap("nav.foot a[href='#report']");
        await secretary.Screen.Picture("report-hand-over");
        await secretary.Tap("[data-hand=police]");
        await Done(controller, "police");
        await secretary.Tap("nav.foot a[href='#who']");
        await secretary.Page.Locator(".which input").FillAsync("7号楼");
        await Expect(secretary.Page.Locator(".which [role=option]").First).ToContainTextAsync("7号楼");
        await secretary.Tap(".which [role=option] button");
        await Done(controller, "card");

        await using var child = new Phone(await (await demo.Open("child", Device.Phone)).Go($"/team?realm={realm}#tasks"));
        await child.Tap(
            child.Page.Locator("li.task").Filter(new() { HasText = "打父母" }).GetByRole(AriaRole.Button, new() { Name = "我来" }).First
        );
        await Done(controller, "taken");

        await Fire(controller, "case");
        await using var desk = await (await demo.Open("duty", Device.Desk, "dark")).Go($"/command?realm={realm}");
        await desk.Page.Locator("[data-joinable] button").First.ClickAsync();
        await Done(controller, "joined");
        await Fire(controller, "no-answer");
        await Observed(controller, "parents");
        await Fire(controller, "group");
        await Observed(controller, "no-picture");

        await Fire(controller, "found");
        await LeftAlone(child, await Child(duty, incident, realm));
        await Done(controller, "care");
        await child.Page.Keyboard.PressAsync("Escape");
        await child.Page.GotoAsync($"/team?realm={realm}#care");
        var given = await child.Page.Locator("[data-care][data-stage=adult-there]").First.GetAttributeAsync("data-care");
        await child.Tap($"[data-care='{given}']");
        await child.Tap("[data-act=end]");
        await Expect(child.Page.GetByRole(AriaRole.Button, new() { Name = "已交到，结束照料" })).ToBeDisabledAsync();
        await child.Tap("[data-exit=guardian-back]");
        await child.Page.Locator("dialog [name=name]").FillAsync("例母");
        await child.Screen.Picture("care-end");
        await child.TapText("已交到，结束照料");
        await Done(controller, "guardian");
        await Expect(child.Page.Locator($"[data-care='{given}']")).ToHaveCountAsync(0);
        await controller.Picture("rehearsal-missing-child");
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
    }

    [Fact]
    public async Task A_flood_night_in_two_communities_is_judged_by_the_order_the_doors_the_shelter_and_who_came_back()
    {
        using var street = await demo.SignIn("street");
        using var duty = await demo.SignIn("duty");
        await SecretaryOf(Other, "M000777", "secretary-other");
        var (id, realm) = await Started(street, "flood-night", Community, Other);
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "rain-red", "fired")).ToBeAttachedAsync();
        await using var desk = await (await demo.Open("duty", Device.Desk, "dark")).Go($"/command?realm={realm}");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "确认并叫应 2 村" }).ClickAsync();
        await Done(controller, "confirm");

        await Fire(controller, "river");
        await desk.Page.Keyboard.PressAsync("o");
        var dialog = desk.Page.Locator("dialog[open]");
        foreach (var name in (string[])["义阳社区", "三里店社区"])
            await dialog.GetByLabel("给谁").PressSequentiallyAsync(name);
        await Expect(dialog.Locator("button.taken")).ToHaveCountAsync(2);
        await dialog.Locator("[name=text]").FillAsync("低洼处立即转移，逐户落实");
        await desk.Picture("rehearsal-flood-order");
        await dialog.Locator(".foot button.primary").ClickAsync();
        await Done(controller, "order");
        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}"));
        await using var other = new Phone(await (await demo.Open("secretary-other", Device.Phone)).Go($"/team?realm={realm}"));
        foreach (var phone in (Phone[])[secretary, other])
        {
            await phone.Tap("nav.own a[href='#orders']");
            await phone.TapText("已读");
        }
        await Done(controller, "read");

        await Fire(controller, "case");
        var incident = await Incident(duty, realm);
        await secretary.Tap("nav.foot a[href='#who']");
        await secretary.Tap(".which [role=option] button");
        await Expect(secretary.Page.Locator(".which")).ToHaveCountAsync(0);
        // Both communities lie in the area that the county draws; the drawing itself is looked at elsewhere.
        (
            await duty.Post(
                $"/api/incidents/{incident}/impact?realm={realm}",
                new
                {
                    circle = new
                    {
                        lon = 114.0737,
                        lat = 32.119,
                        metres = 700,
                    },
                }
            )
        ).Is(200);
        await Done(controller, "area");
        await secretary.Tap("nav.foot a[href='#doors']");
        var door = await secretary.Page.Locator("a.door").First.GetAttributeAsync("href");
        await secretary.Tap($"a.door[href='{door}']");
        var title = secretary.Page.Locator("dialog h2").First;
        for (var n = 0; n < 4; n++)
        {
            var before = await title.TextContentAsync();
            await secretary.Tap("button.safe");
            await Expect(title).Not.ToHaveTextAsync(before!);
        }
        await Done(controller, "households");

        await secretary.Page.Keyboard.PressAsync("Escape");
        await secretary.Tap("nav.own a[href='#shelters']");
        await secretary.Tap(".shelters li .button.primary");
        await Done(controller, "open");
        await secretary.Page.Locator(".shelters [name=occupancy]").First.FillAsync("12");
        await secretary.Tap(".shelters form .button");
        await Done(controller, "counted");
        await Fire(controller, "shelter-shut");
        await Observed(controller, "key");

        await Fire(controller, "goes-back");
        await secretary.Page.GotoAsync($"/team?realm={realm}{door}");
        await secretary.TapText("更多：不肯走、又回来了、投亲…");
        await secretary.TapText("又回来了");
        await Done(controller, "returned");

        // Phones have no network now; the controller goes on.
        await Fire(controller, "no-network");
        await Observed(controller, "on-paper");
        await controller.Picture("rehearsal-flood");
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
    }

    /// <summary>A secretary for a community that has none in the demo: asked for by one office, agreed to by another.</summary>
    private async Task SecretaryOf(string community, string member, string name)
    {
        using var keeper = await demo.SignIn("operator");
        using var street = await demo.SignIn("street");
        var asked = (
            await keeper.Post(
                "/api/accounts",
                new
                {
                    account = name,
                    password = Demo.Password,
                    grants = new[] { new { role = "secretary", scope = new { division = community } } },
                    member = new { community, member = Derived.Register("member", community[..6], member) },
                }
            )
        ).Is(202);
        (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200);
    }
}
