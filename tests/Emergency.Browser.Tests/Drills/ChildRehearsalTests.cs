using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using Microsoft.Playwright;
using static Emergency.Browser.Tests.Drills.Rehearsal;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>The shipped scenarios of children alone and missing, played on people's own pages: the presses there are judged.</summary>
[Collection(nameof(DrillCollection))]
[Long("a whole drill is played")]
public sealed class ChildRehearsalTests(Demo demo)
{
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

        // The child director gets the news without a call, and does the remaining acts, the check without network.
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
        await secretary.Tap(".kinds label:has(input[value='missing'])");
        await secretary.Page.Locator("main textarea").FillAsync("孩子放学没到家，8岁，蓝色校服");
        await secretary.Tap(secretary.Page.Locator("main form").GetByRole(AriaRole.Button, new() { Name = "上报" }));
        await Expect(secretary.Page.Locator(".which")).ToBeVisibleAsync();
        var incident = await Incident(duty, realm);
        // 110 comes first, before anybody is asked where.
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
        await child.Page.Locator("dialog [name=witness]").FillAsync("例邻居");
        await child.Screen.Picture("care-end");
        await child.TapText("已交到，结束照料");
        await Done(controller, "guardian");
        await Expect(child.Page.Locator($"[data-care='{given}']")).ToHaveCountAsync(0);
        await controller.Picture("rehearsal-missing-child");
        (await street.Post($"/api/drills/{id}/end", new { })).Is(200);
    }
}
