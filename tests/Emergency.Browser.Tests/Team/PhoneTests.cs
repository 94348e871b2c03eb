using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Team;

/// <summary>The phone in bad networks, beside other phones, and in everybody's hands.</summary>
[Collection(nameof(KilledCollection))]
[Long("a server that is killed, and whole stories of phones beside it")]
public sealed class PhoneTests(KilledDemo demo)
{
    [Fact]
    public async Task Doors_checked_while_the_server_is_down_are_there_when_it_is_back_without_a_reload()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"{field.Page}#doors"));
        await phone.Page.EvaluateAsync("window.neverReloaded = true");
        await phone.Tap("a.door");
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () => (await field.Doors()).Households.Any(one => Field.Of(one, "state") == "safe"),
            "the first door is told at once"
        );

        await demo.Server.Kill();
        var title = phone.Page.Locator("dialog h2").First;
        for (var door = 0; door < 3; door++)
        {
            var before = await title.TextContentAsync();
            await phone.Tap("button.safe");
            await Expect(title).Not.ToHaveTextAsync(before!);
        }
        await Expect(phone.Page.Locator(".bar")).ToContainTextAsync("没有网络，照常操作");
        await demo.Server.BeginAgain();

        await phone.AllSent();
        (await phone.Page.EvaluateAsync<bool>("window.neverReloaded")).ShouldBeTrue();
        (await field.Doors())
            .Households.Count(one => Field.Of(one, "state") == "safe" && one.GetProperty("settled").GetBoolean())
            .ShouldBe(4);
        (await field.Told(4, "doors.household-checked.v1")).ShouldBe(4);
    }

    [Fact]
    public async Task A_tap_is_taken_back_within_five_seconds_sent_or_not()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap("a.door");
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () => (await field.Doors()).Households.Count(one => one.GetProperty("settled").GetBoolean()) == 1,
            "the tap is told"
        );
        await phone.Tap("button:has-text('撤销')");
        await Until.TrueAsync(
            async () => (await field.Doors()).Households.All(one => Field.Of(one, "worst") == "unchecked"),
            "the tap is taken back"
        );
        await Expect(phone.Page.Locator(".holder .undo")).ToContainTextAsync("可能已发出");

        await phone.Offline(true);
        await phone.Tap("button.safe");
        await phone.Tap("button:has-text('撤销')");
        await Expect(phone.Page.Locator(".holder .undo")).ToContainTextAsync("没有发出");
        await phone.Offline(false);
        await phone.AllSent();
        (await field.Told(2, "doors.household-checked.v1")).ShouldBe(2);
    }

    [Fact]
    public async Task Lay_people_see_the_doors_given_to_them_as_needs_and_nothing_stays_on_the_phone_when_they_leave()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("unit", Device.Phone)).Go($"{field.Page}#doors"));
        await Expect(phone.Page.Locator("a.door")).ToHaveCountAsync(1);
        foreach (var kind in (string[])["留守未成年人", "重病", "独居老人"])
            await Expect(phone.Page.Locator("body")).Not.ToContainTextAsync(kind);
        (await phone.Page.Locator("a.door .symbol").First.GetAttributeAsync("aria-label"))!
            .Split(' ')[0]
            .ShouldBeOneOf("孩子", "要扶", "带药");
        await phone.Tap("nav.foot a[href='#tasks']");
        await phone.TapText("退出");
        await phone.Screen.At("/login");
        await phone.KeepsNothing("kept");
    }

    [Fact]
    public async Task A_row_of_the_paper_opens_its_door_on_the_phone()
    {
        var field = await Field.Fire(demo);
        var list = (await field.Secretary.Post($"/api/incidents/{field.Incident}/list/open", new { reason = "打印名单" })).Is(200);
        var row = list["items"][4];
        var door = row.GetProperty("door");
        await using var phone = new Phone(
            await (await demo.Open("secretary", Device.Phone)).Go($"/team?list={Field.Of(list["lists"][0], "listId")}&row=5")
        );
        await Expect(phone.Page.Locator("dialog h2").First)
            .ToHaveTextAsync($"{Field.Of(door, "building")} {Field.Of(door, "unit")} {Field.Of(door, "room")}");
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () =>
                (await field.Doors()).Persons.Any(one =>
                    Field.Of(one, "personId") == Field.Of(row, "personId") && Field.Of(one, "state") == "safe"
                ),
            "what the paper says is told"
        );
    }

    [Fact]
    public async Task A_row_of_the_paper_opens_the_door_of_its_own_incident_among_many()
    {
        // More than a phone loads by itself, all at the same house and more urgent by their age.
        for (var n = 0; n < 13; n++)
            await Field.Fire(demo, beside: true);
        var field = await Field.Fire(demo, beside: true);
        var list = (await field.Secretary.Post($"/api/incidents/{field.Incident}/list/open", new { reason = "打印名单" })).Is(200);
        await using var phone = new Phone(
            await (await demo.Open("secretary", Device.Phone)).Go($"/team?list={Field.Of(list["lists"][0], "listId")}&row=5")
        );
        await Expect(phone.Page.Locator("dialog h2").First).ToBeVisibleAsync();
        await phone.Tap("button.safe");
        await Until.TrueAsync(
            async () =>
                (await field.Doors()).Persons.Any(one =>
                    Field.Of(one, "personId") == Field.Of(list["items"][4], "personId") && Field.Of(one, "state") == "safe"
                ),
            "what the paper says is told of its own incident"
        );
    }

    [Fact]
    public async Task A_call_that_was_seen_is_one_line_and_every_tab_shows_what_is_on_it_on_the_smallest_phone()
    {
        var other = await Field.Fire(demo);
        var field = await Field.Fire(demo, beside: true);
        using var duty = await demo.SignIn("duty");
        var orders = new List<string>();
        foreach (var text in (string[])["全村转移到学校", "关掉总闸"])
            orders.Add((
                    await duty.Post(
                        "/api/orders",
                        new
                        {
                            incident = field.Incident,
                            receivers = new[] { Field.Community },
                            text,
                            unreadSeconds = 600,
                        }
                    )
                ).Is(201).String("id")!);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.SmallPhone)).Go(field.Page));
        await Expect(phone.Page.Locator(".wake")).ToHaveCountAsync(2);
        foreach (var tab in (string[])["who", "doors", "report", "supplies"])
        {
            await phone.Tap($"nav.foot a[href='#{tab}']");
            await Expect(phone.Page.Locator(".wake")).ToHaveCountAsync(0);
            await Expect(phone.Page.Locator(".line[role=alert]")).ToContainTextAsync("另有 1 条");
            // A good part of the tab's own content is on the screen: above the foot, below everything over it.
            (
                await phone.Screen.Holds(
                    """
                    (() => {
                      const main = document.querySelector('main').firstElementChild.getBoundingClientRect(), foot = document.querySelector('nav.foot').getBoundingClientRect()
                      return Math.min(main.bottom, foot.top) - Math.max(main.top, 0) >= Math.min(main.height, 160)
                    })()
                    """
                )
            ).ShouldBeTrue($"{tab} shows nothing of its own");
            await phone.Screen.Picture($"team-line-{tab}");
        }
        await phone.Tap("nav.foot a[href='#tasks']");
        await Expect(phone.Page.Locator(".wake")).ToHaveCountAsync(2);
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap(phone.Page.Locator(".line[role=alert] .button"));
        await Expect(phone.Page.Locator(".line[role=alert]")).Not.ToContainTextAsync("另有");
        await Until.TrueAsync(
            async () =>
            {
                var seen = 0;
                foreach (var id in orders)
                    if ((await duty.Get($"/api/orders/{id}")).Is(200).Text.Contains("\"seen\"", StringComparison.Ordinal))
                        seen++;
                return seen > 0;
            },
            "the answer is told"
        );

        // The chosen incident is there again after a reload, though the page was opened by a link to another.
        await phone.Tap("header .others");
        await phone.Tap(phone.Page.Locator(".one").Filter(new() { HasText = other.Title }));
        await Expect(phone.Page.Locator("h1").First).ToContainTextAsync(other.Title);
        await phone.Page.ReloadAsync();
        await Expect(phone.Page.Locator("h1").First).ToContainTextAsync(other.Title);
    }

    [Fact]
    public async Task Two_tabs_of_one_phone_send_what_waits_once()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        var second = await phone.Screen.Context.NewPageAsync();
        await second.GotoAsync($"{field.Page}#doors");
        await Expect(second.Locator("a.door").First).ToBeVisibleAsync();
        // A background tab is drawn rarely, and taps wait for it.
        await phone.Page.BringToFrontAsync();
        await phone.Offline(true);
        await phone.Tap("nav.foot a[href='#doors']");
        await phone.Tap("a.door");
        var title = phone.Page.Locator("dialog h2").First;
        for (var door = 0; door < 5; door++)
        {
            var before = await title.TextContentAsync();
            await phone.Tap("button.safe");
            await Expect(title).Not.ToHaveTextAsync(before!);
        }
        await Expect(second.Locator(".bar")).ToContainTextAsync("未上传 5 条");
        var sent = 0;
        phone.Screen.Context.Request += (_, request) =>
            sent += request.Method == "POST" && request.Url.EndsWith("/check", StringComparison.Ordinal) ? 1 : 0;
        await phone.Offline(false);
        await phone.AllSent();
        (await field.Told(5, "doors.household-checked.v1")).ShouldBe(5);
        sent.ShouldBe(5);
    }

    [Fact]
    public async Task What_a_phone_holds_of_an_incident_is_gone_when_the_incident_is_over()
    {
        var field = await Field.Fire(demo);
        await using var phone = new Phone(await (await demo.Open("secretary", Device.Phone)).Go(field.Page));
        await phone.KeptOnThePhone(field.Incident);
        using var commander = await demo.SignIn("commander");
        (await commander.Post($"/api/incidents/{field.Incident}/withdraw", new { reason = "误报" })).Is(200);
        (
            await phone.Screen.Holds(
                $"() => new Promise((done) => {{ const open = indexedDB.open('emergency-team'); open.onsuccess = () => {{ const asked = open.result.transaction('kept').objectStore('kept').getAllKeys(); asked.onsuccess = () => {{ open.result.close(); done(!asked.result.some((key) => key.includes('{field.Incident}'))) }} }} }})"
            )
        ).ShouldBeTrue("the phone has forgotten the incident");
    }
}
