using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Server.Foundation;
using Emergency.Testing;
using Microsoft.Playwright;
using static Emergency.Browser.Tests.Drills.Rehearsal;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>The shipped nights of rain and flood, played on people's own pages: the presses there are judged.</summary>
[Collection(nameof(DrillCollection))]
[Long("a whole drill is played")]
public sealed class WeatherRehearsalTests(Demo demo)
{
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
        var row = desk.Page.Locator($"tr:has([data-call='{Other}'])").First;
        await row.GetByText("更多…").ClickAsync();
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
        await dialog.GetByLabel("给谁").PressSequentiallyAsync("义阳社区");
        // The county has another community of that name: the page asks which one.
        await dialog.GetByLabel("给谁").PressSequentiallyAsync("三里店社区");
        await Expect(dialog.GetByText("有几个“三里店社区”")).ToBeVisibleAsync();
        await desk.Picture("order-namesakes");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "三里店社区（老城街道）" }).ClickAsync();
        await Expect(dialog.Locator("button.taken")).ToHaveCountAsync(2);
        await dialog.Locator("[name=text]").FillAsync("低洼处立即转移，逐户落实");
        await desk.Picture("rehearsal-flood-order");
        await dialog.Locator(".foot button.primary").ClickAsync();
        await Done(controller, "order");
        await using var secretary = new Phone(await (await demo.Open("secretary", Device.Phone)).Go($"/team?realm={realm}"));
        await using var other = new Phone(await (await demo.Open("secretary-other", Device.Phone)).Go($"/team?realm={realm}"));
        foreach (var phone in (Phone[])[secretary, other])
        {
            // The warning's call and the order's: the layout below them moves no more.
            await Expect(phone.Page.Locator(".wake")).ToHaveCountAsync(2);
            await phone.Tap("nav.own a[href='#orders']");
            await phone.TapText("已读");
        }
        await Done(controller, "read");

        await Fire(controller, "case");
        var incident = await Incident(duty, realm);
        await secretary.Tap("nav.foot a[href='#who']");
        await secretary.Tap(".which [role=option] button");
        await Expect(secretary.Page.Locator(".which")).ToHaveCountAsync(0);
        // Both communities lie in the area that the county draws; another test covers the drawing itself.
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

    /// <summary>Makes a secretary for a community that has none in the demo: one office asks, another confirms.</summary>
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
                    grants = new[] { new { role = "secretary", scope = new { division = community } } },
                    member = new { community, member = Derived.Register("member", community[..6], member) },
                }
            )
        ).Is(202);
        (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200);
        await demo.Server.Choose(keeper, asked, Demo.Password);
    }
}
