using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>Shipped scenarios played by people's own pages: what is pressed there is what is judged.</summary>
[Collection(nameof(DrillCollection))]
public sealed class RehearsalTests(Demo demo)
{
    private const string Community = "411502001001", Other = "411502001003";
    private static readonly string[] Parties = ["police", "fire-rescue", "ambulance", "service-line", "duty-room"];

    [Fact]
    public async Task The_night_fire_in_an_old_block_is_judged_by_what_was_pressed_on_the_phones_and_the_desk()
    {
        using var street = await demo.SignIn("street");
        using var duty = await demo.SignIn("duty");
        var (id, realm) = await Started(street, "old-block-fire");
        await using var controller = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={id}");
        await Expect(Fate(controller, "case", "fired")).ToBeAttachedAsync();
        var incident = await Incident(duty, realm);
        (await duty.Post($"/api/incidents/{incident}/locate?realm={realm}", new { lon = 114.068594, lat = 32.119337, datum = "wgs84", community = Community })).Is(200);

        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}#who"));
        await secretary.Tap(secretary.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "启动" }).First);
        await Done(controller, "area", "card");

        await using var grid = new Phone(await (await demo.Open("grid", Device.Phone)).Go($"/team?realm={realm}#tasks"));
        await grid.Tap(grid.Page.Locator("li.task").Filter(new() { HasText = "逐户叫醒" }).GetByRole(AriaRole.Button, new() { Name = "我来" }).First);
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
        await Expect(Action(controller, "one-incident")).ToHaveAttributeAsync("data-outcome", "not-reached");
        await controller.Go($"/drills/{id}/report");
        await Expect(controller.Page.Locator("[data-stopped-early]")).ToContainTextAsync("提前结束");
        await Expect(controller.Page.GetByText("提前结束，没有到").First).ToBeVisibleAsync();
        (await controller.Holds("document.body.textContent.includes('W'.repeat(200)) && document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("a note without a break stays on the sheet");
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
        (await child.Screen.Holds("document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('dialog .button, dialog .dial')].every((one) => one.offsetHeight >= 48)")).ShouldBeTrue("nothing is cut off, and every button can be hit with a thumb");
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
        await child.Tap(child.Page.Locator("li.task").Filter(new() { HasText = "打父母" }).GetByRole(AriaRole.Button, new() { Name = "我来" }).First);
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

    private static ILocator Fate(Screen controller, string inject, string fate) => controller.Page.Locator($"[data-inject={inject}][data-fate={fate}]");
    private static ILocator Action(Screen controller, string action) => controller.Page.Locator($"[data-action={action}]");

    private static async Task Done(Screen controller, params string[] actions)
    {
        foreach (var action in actions) await Expect(Action(controller, action)).ToHaveAttributeAsync("data-outcome", "done");
    }

    /// <summary>The incident of a drill, as soon as a hotline has handed its case over.</summary>
    private static async Task<string> Incident(Api by, string realm)
    {
        var incident = "";
        await Until.TrueAsync(async () => (incident = (await by.Get($"/api/incidents?realm={realm}")).Is(200)["items"].EnumerateArray().Select(one => one.GetProperty("id").GetString()).FirstOrDefault() ?? "").Length > 0, "the case has become an incident");
        return incident;
    }

    /// <summary>The household of a child whom nobody has met yet.</summary>
    private static async Task<string> Child(Api by, string incident, string realm) =>
        (await by.Get($"/api/incidents/{incident}/doors?realm={realm}")).Is(200)["communities"].EnumerateArray().SelectMany(one => one.GetProperty("persons").EnumerateArray())
            .First(one => one.GetProperty("minor").GetBoolean() && one.GetProperty("state").GetString() == "unchecked").GetProperty("householdId").GetString()!;

    /// <summary>At a child's door: nobody cares for it, and whoever stands there stays.</summary>
    private static async Task LeftAlone(Phone phone, string household)
    {
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap($"a.door[href*='{household}']");
        await phone.TapText("更多：不肯走、又回来了、投亲…");
        await phone.TapText("无人照料");
        await phone.TapText("我陪着");
    }

    /// <summary>The controller says of what only an observer can judge that it was done.</summary>
    private static async Task Observed(Screen controller, string action)
    {
        await Action(controller, action).GetByRole(AriaRole.Button).First.ClickAsync();
        await Action(controller, action).GetByRole(AriaRole.Button, new() { Name = "做到了" }).ClickAsync();
        await Done(controller, action);
    }

    /// <summary>Sends an inject now, from the controller's desk.</summary>
    private static async Task Fire(Screen controller, string inject)
    {
        await controller.Page.Locator($"[data-inject={inject}] button").ClickAsync();
        await controller.Page.Locator($"[data-next={inject}]").GetByRole(AriaRole.Button, new() { Name = "现在发" }).ClickAsync();
        await Expect(Fate(controller, inject, "fired")).ToBeAttachedAsync();
    }

    private static async Task<(string Id, string Realm)> Started(Api by, string scenario, params string[] communities)
    {
        if (communities.Length == 0) communities = [Community];
        var id = (await by.Post("/api/drills", new { title = $"排练 {scenario}", scenario, form = "field", communities, minutes = 60, announced = true, safetyOfficer = new { name = "例安全", phone = "0376-0000000" }, stopWord = "停止演练" })).Is(201).String("id")!;
        foreach (var party in Parties) (await by.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        (await by.Post($"/api/drills/{id}/start", new { factor = 1 })).Is(200);
        return (id, (await by.Get($"/api/drills/{id}")).Is(200)["drill"].GetProperty("realm").GetString()!);
    }
}
