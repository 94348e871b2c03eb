using Emergency.Browser.Tests.Fixtures;
using Emergency.Browser.Tests.Team;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>The very same pages in a drill: recognisable at a glance, dialling nobody, and giving way to a real call.</summary>
[Collection(nameof(DrillCollection))]
[Long("a whole drill is played")]
public sealed class InDrillTests(Demo demo)
{
    private static readonly string[] Themes = ["light", "dark"];

    private static string Of(string standing) => $".drillbar[data-standing={standing}]";

    [Fact]
    public async Task A_phone_in_the_drill_sees_its_fire_with_stand_ins_and_a_live_phone_sees_nothing_of_it()
    {
        using var street = await demo.SignIn("street");
        var drill = await Played.Started(street, "老楼夜火演练");
        var incident = await drill.Fire("演练火警三楼冒烟");
        await using var phone = new Phone(
            await (await demo.Open("street", Device.Phone)).Go($"/team?realm={drill.Realm}&incident={incident}")
        );
        await Expect(phone.Page.Locator(Of("running"))).ToContainTextAsync("停止口令 停止演练");
        await Expect(phone.Page.Locator(Of("running"))).ToContainTextAsync("0376-0000000");
        await Expect(phone.Page.Locator("h1").First).ToContainTextAsync("演练火警三楼冒烟");
        await Expect(phone.Page.Locator("header .dial.simulated").First).ToHaveTextAsync("模拟 119");
        (await phone.Page.Locator("header a[href^='tel:']").CountAsync()).ShouldBe(0, "in a drill nothing dials but the bar");
        await Expect(phone.Page.Locator(".drillbar a[href='tel:119']")).ToHaveTextAsync("真警情 拨119");
        await Look(phone.Screen, "里面还有谁？", "drill-team");

        await phone.Tap("a.building");
        await phone.Tap("a.open");
        await phone.TapText("看称呼");
        await Expect(phone.Page.Locator("dialog .person").First).ToContainTextAsync("代号");
        await Expect(phone.Page.Locator("dialog a[href^='tel:']")).ToHaveCountAsync(0);
        await phone.Screen.Picture("drill-team-door");
        await phone.Tap("button.mark.safe");
        await Until.TrueAsync(
            async () =>
                (await street.Get($"/api/incidents/{incident}/doors?realm={drill.Realm}"))
                    .Is(200)["communities"]
                    .ToString()
                    .Contains("\"safe\"", StringComparison.Ordinal),
            "the tap is told to the drill"
        );

        await using var live = await (await demo.Open("street", Device.Phone)).Go($"/team?incident={incident}");
        await Expect(live.Page.Locator("header a.dial")).ToHaveCountAsync(3);
        await Expect(live.Page.Locator("main")).Not.ToContainTextAsync("演练火警");
        await Expect(live.Page.Locator(".drillbar")).ToHaveCountAsync(0);
        var way = live.Page.Locator(".drillnote").Filter(new() { HasText = "老楼夜火演练" }).GetByRole(AriaRole.Link);
        await Expect(way).ToHaveAttributeAsync("href", $"/team?realm={drill.Realm}");
        (await live.Place(way)).Height.ShouldBeGreaterThanOrEqualTo(48);
        await live.Picture("drill-way-in");
        var stores = await phone.Page.EvaluateAsync<string[]>("indexedDB.databases().then((all) => all.map((one) => one.name))");
        stores.ShouldBe([$"emergency-team-{drill.Realm}"], "what is done in a drill lies in a store of its own");
        await drill.End();
        await Expect(phone.Page.Locator(Of("ended"))).ToContainTextAsync("演练已结束");
    }

    [Fact]
    public async Task A_real_incident_in_its_community_turns_the_page_red_and_the_drill_stands()
    {
        using var street = await demo.SignIn("street");
        var drill = await Played.Started(street, "老楼夜火再演练");
        var incident = await drill.Fire("演练火警二楼冒烟");
        await using var here = await (await demo.Open("street", Device.Desk)).Go($"/street");
        await here.Page.Locator(".drillnote").Filter(new() { HasText = "老楼夜火再演练" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(here.Page.Locator(Of("running"))).ToBeVisibleAsync();
        await Expect(here.Page.GetByText("演练火警二楼冒烟").First).ToBeVisibleAsync();
        await Look(here, "街道", "drill-command");
        await using var phone = await (await demo.Open("street", Device.Phone)).Go($"/team?realm={drill.Realm}&incident={incident}");
        await Expect(phone.Page.Locator(Of("running"))).ToBeVisibleAsync();

        var real = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "真的着火了",
                    priority = "life",
                    community = Played.Community,
                }
            )
        ).Is(201).String("id")!;
        foreach (var page in (IPage[])[here.Page, phone.Page])
        {
            await Expect(page.Locator(Of("real"))).ToContainTextAsync("真实警情");
            await Expect(page.Locator(".drillbar > *").First).ToHaveAttributeAsync("href", "tel:119");
        }
        await here.Picture("drill-real-command");
        await Look(phone, "里面还有谁？", "drill-real-team");
        (await drill.Stage()).ShouldBe("paused");
        // The drill's clock stands at the time at which the server stopped it.
        var stood = await drill.Stands();
        await Expect(here.Page.Locator(".clock b")).ToHaveTextAsync(stood);
        await here.Page.GetByRole(AriaRole.Link, new() { Name = "看真实事件" }).ClickAsync();
        await Expect(here.Page.Locator(".drillbar")).ToHaveCountAsync(0);
        await Expect(here.Page.GetByText("真的着火了").First).ToBeVisibleAsync();
        await here.Go($"/command?realm={drill.Realm}");
        await Expect(here.Page.Locator(Of("real"))).ToBeVisibleAsync();
        await Expect(here.Page.Locator(".clock b")).ToHaveTextAsync(stood);
        await drill.End();
        (await street.Post($"/api/incidents/{real}/withdraw", new { reason = "试完收回" })).Is(200);
    }

    private static async Task Look(Screen screen, string heading, string name)
    {
        (await screen.Unreachable(heading, 40)).ShouldBeEmpty(name);
        foreach (var theme in Themes)
        {
            await screen.Page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme }", theme);
            await screen.Picture($"{name}-{theme}");
        }
    }
}
