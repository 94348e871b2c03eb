using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Drills;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>The calendar of drills as the street uses it.</summary>
[Collection(nameof(DrillCollection))]
[Long("a whole drill is played")]
public sealed class CalendarTests(Demo demo)
{
    private const string Count = "window.pressed = 0; document.addEventListener('pointerdown', () => window.pressed++, true)";
    private static readonly string[] Parties = ["police", "fire-rescue", "ambulance", "service-line", "duty-room"],
        Themes = ["light", "dark"];
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    [Fact]
    public async Task A_drill_for_next_month_takes_at_most_eight_clicks_and_a_conflict_is_said_before_it_is_dropped()
    {
        using var street = await demo.SignIn("street");
        await using var screen = await demo.Open("street", Device.Office);
        var page = screen.Page;
        await page.AddInitScriptAsync(Count);
        await screen.Go("/street");
        await page.GetByRole(AriaRole.Link, new() { Name = "演练", Exact = true }).ClickAsync();
        await Expect(page.Locator("td.today")).ToBeVisibleAsync();
        await Button("排演练").ClickAsync();
        await Button("三里店社区（老城街道）").ClickAsync();
        await Look("排演练", "calendar-plan");
        await Button("排好").ClickAsync();
        var planned = page.Locator(".entry").Filter(new() { HasText = "三里店社区（老城街道） 老旧小区夜间火灾" });
        await Expect(planned).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("window.pressed")).ShouldBeLessThanOrEqualTo(8);

        var mine = (await street.Get("/api/schedules"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("title").GetString() == "三里店社区（老城街道） 老旧小区夜间火灾");
        var first = mine.GetProperty("next").GetDateTimeOffset();
        Day(first).AddMonths(-1).Month.ShouldBe(Day(TimeProvider.System.GetUtcNow()).Month);
        // Another drill at the same hour four days later: the first one meets it when it is moved there.
        var other = (
            await street.Post(
                "/api/schedules",
                new
                {
                    title = "三里店 疏散",
                    scenario = "old-block-fire",
                    form = "tabletop",
                    communities = new[] { Played.Community },
                    rule = new { rhythm = "once", from = Day(first.AddDays(3)) },
                    starts = "09:30:00",
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        await page.ReloadAsync();
        await Button("下个月").ClickAsync();
        await planned.FocusAsync();
        foreach (var key in (string[])[" ", "ArrowRight", "ArrowRight", "ArrowRight"])
            await page.Keyboard.PressAsync(key);
        await Expect(page.Locator(".say")).ToContainTextAsync("三里店社区（老城街道） 两场演练重叠 30 分钟");
        await Expect(Cell(first.AddDays(3)))
            .ToHaveClassAsync(
                new System.Text.RegularExpressions.Regex("risky", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            );
        await Look("年", "calendar-lifted");
        (await Next(mine)).ShouldBe(first);
        await page.Keyboard.PressAsync("Escape");
        await Expect(Cell(first).Locator(".entry")).ToHaveCountAsync(1);
        (await Next(mine)).ShouldBe(first);

        await planned.FocusAsync();
        foreach (var key in (string[])[" ", "ArrowRight", "ArrowRight", "ArrowRight", " "])
            await page.Keyboard.PressAsync(key);
        await Expect(page.Locator("aside").GetByText("同一批人、同一时段")).ToBeVisibleAsync();
        (await Next(mine)).ShouldBe(first.AddDays(3));
        await Look("冲突", "calendar-conflict");
        await Button("列表").ClickAsync();
        await Look("演练列表", "calendar-list");
        await Button("月").ClickAsync();
        await page.Locator("aside")
            .GetByRole(
                AriaRole.Button,
                new() { NameRegex = new("^移到 ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) }
            )
            .First.ClickAsync();
        await Expect(page.Locator(".entry.clash")).ToHaveCountAsync(0);
        // News of the move can redraw the calendar during a drag: then the drag is tried again.
        await Until.TrueAsync(
            async () =>
            {
                if (await Next(mine) == first.AddDays(10))
                    return true;
                await planned.DragToAsync(Cell(first.AddDays(10)));
                return await Next(mine) == first.AddDays(10);
            },
            "it is carried to another day"
        );
        await Expect(Cell(first.AddDays(10)).Locator(".entry")).ToHaveCountAsync(1);
        (await Next(mine)).ShouldBe(first.AddDays(10));
        await page.GotoAsync("/drills?lang=en");
        await Button("Next month").ClickAsync();
        await screen.Picture("calendar-en");
        foreach (var id in (string[])[mine.GetProperty("id").GetString()!, other])
            (await street.Post($"/api/schedules/{id}/end", new { })).Is(200);

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        ILocator Cell(DateTimeOffset at) => page.Locator($"td[data-day='{Day(at):yyyy-MM-dd}']");
        async Task<DateTimeOffset> Next(System.Text.Json.JsonElement plan) =>
            (await street.Get($"/api/schedules/{plan.GetProperty("id").GetString()}")).Is(200)["next"].GetDateTimeOffset();
        async Task Look(string heading, string name) => await Shown(screen, heading, name);
    }

    [Fact]
    public async Task A_drill_planned_in_the_browser_begins_by_itself_in_its_realm_while_the_live_desk_stays_as_it_was()
    {
        using var street = await demo.SignIn("street");
        await Quiet.PutUp(street);
        await using var desk = await (await demo.Open("street", Device.Desk)).Go("/command");
        await Expect(desk.Page.Locator("canvas").First).ToBeVisibleAsync();
        var before = await Live();
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/drills");
        var page = screen.Page;
        await Button("排演练").ClickAsync();
        await page.Locator("[name=scenario]").SelectOptionAsync(Quiet.Id);
        await Button("三里店社区（老城街道）").ClickAsync();
        await page.Locator("[name=title]").FillAsync("两分钟后的演练");
        // A person can set full minutes only: the next one that leaves time for five answers.
        var at = TimeProvider.System.GetUtcNow().AddSeconds(110).ToOffset(Shanghai);
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
        await page.Locator("[name=day]").FillAsync($"{at:yyyy-MM-dd}");
        await page.Locator("[name=starts]").FillAsync($"{at:HH:mm}");
        await Button("排好").ClickAsync();
        var card = page.Locator("[data-plan='两分钟后的演练']");
        foreach (var party in Parties)
        {
            var row = card.Locator($"[data-party={party}]");
            await row.GetByRole(AriaRole.Textbox).FillAsync("例班长");
            await row.GetByRole(AriaRole.Button).ClickAsync();
            await Expect(row).ToHaveCountAsync(0);
        }
        await card.GetByRole(AriaRole.Button, new() { Name = "场地 备好了" }).ClickAsync();
        await Expect(card).ToContainTextAsync("准备 1/5");
        await Expect(card).ToContainTextAsync("✓ 四条热线、县值班室已告知");
        await Expect(page.Locator("[data-reminder]").Filter(new() { HasText = "两分钟后的演练" })).ToHaveCountAsync(0);
        await Shown(screen, "演练", "calendar-today");

        await Expect(desk.Page.Locator(".drillnote").Filter(new() { HasText = "两分钟后的演练" }))
            .ToBeVisibleAsync(new() { Timeout = 150_000 });
        TimeProvider.System.GetUtcNow().ShouldBeGreaterThanOrEqualTo(at);
        var drill = await Played.Of(
            street,
            (await street.Get("/api/drills?state=playing"))
                .Is(200)["items"]
                .EnumerateArray()
                .Single(one => one.GetProperty("drill").GetProperty("title").GetString() == "两分钟后的演练")
                .GetProperty("drill")
                .GetProperty("id")
                .GetString()!
        );
        await drill.Fire("演练火警");
        (await street.Get($"/api/incidents?realm={drill.Realm}")).Is(200)["items"].GetArrayLength().ShouldBe(1);
        (await Live()).ShouldBe(before);
        await Expect(desk.Page.GetByText("演练火警")).ToHaveCountAsync(0);
        await drill.End();
        await Expect(page.Locator(".entry.done").Filter(new() { HasText = "两分钟后的演练" })).ToBeVisibleAsync();

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        // Lines without those that become late by themselves while a minute passes.
        async Task<string[]> Live() =>
            [
                .. (await street.Get("/api/incidents?state=all"))
                    .Is(200)["items"]
                    .EnumerateArray()
                    .Select(one =>
                        $"{one.GetProperty("id")} {one.GetProperty("stage")} {one.GetProperty("areaVersion")} {one.GetProperty("openedAt")} {one.GetProperty("communities")} {one.GetProperty("joined")}"
                    ),
            ];
    }

    [Fact]
    public async Task The_secretary_is_reminded_on_the_phone_until_it_was_read_and_plans_ten_minutes_alone()
    {
        using var street = await demo.SignIn("street");
        var id = (
            await street.Post(
                "/api/schedules",
                new
                {
                    title = "义阳老楼演练",
                    scenario = "old-block-fire",
                    form = "field",
                    communities = new[] { "411502001001" },
                    rule = new { rhythm = "once", from = "2099-01-05" },
                    starts = "09:30:00",
                    minutes = 60,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        (await street.Post($"/api/schedules/{id}/accept", new { date = TimeProvider.System.GetUtcNow().AddHours(24).AddSeconds(2) })).Is(
            200
        );
        await using var phone = await (await demo.Open("secretary", Device.Phone)).Go("/team");
        var reminder = phone.Page.Locator($"[data-reminder='{id}']");
        await Expect(reminder).ToContainTextAsync("还差：场地、参演人、器材、安全检查、告知居民");
        await phone.Picture("reminder-phone");
        await reminder.GetByRole(AriaRole.Link, new() { Name = "去看" }).ClickAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "排一人桌推" }).ClickAsync();
        await phone.Picture("calendar-solo-phone", whole: true);
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "排好", Exact = true }).ClickAsync();
        await Expect(phone.Page.Locator("[data-plan]").Filter(new() { HasText = "一个人做，不用告知" })).ToBeVisibleAsync();
        await Shown(phone, "演练", "calendar-phone");
        await Expect(reminder).ToBeVisibleAsync();
        await reminder.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await Expect(reminder).ToHaveCountAsync(0);
        await phone.Page.ReloadAsync();
        await Expect(phone.Page.Locator("[data-plan='义阳老楼演练']")).ToBeVisibleAsync();
        await Expect(reminder).ToHaveCountAsync(0);
        foreach (
            var plan in (await street.Get("/api/schedules"))
                .Is(200)["items"]
                .EnumerateArray()
                .Where(one => one.GetProperty("stage").GetString() != "ended")
        )
            (await street.Post($"/api/schedules/{plan.GetProperty("id").GetString()}/end", new { })).Is(200);
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Shanghai).DateTime);

    private static async Task Shown(Screen screen, string heading, string name)
    {
        (await screen.Unreachable(heading, 30)).ShouldBeEmpty(name);
        foreach (var theme in Themes)
        {
            await screen.Page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme }", theme);
            await screen.Picture($"{name}-{theme}");
        }
    }
}
