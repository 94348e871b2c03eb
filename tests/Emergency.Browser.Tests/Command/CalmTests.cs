using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A demo in which nothing happens.</summary>
public sealed class CalmDemo() : Demo(null);

/// <summary>A calm day at the county's desk and on the phones of a team.</summary>
[Long("a demo of its own in which nothing happens")]
public sealed class CalmTests(CalmDemo demo) : IClassFixture<CalmDemo>
{
    private static ILocator Part(Screen screen, string name) => screen.Page.Locator($"[data-calm={name}]");

    [Fact]
    public async Task While_no_incident_is_open_the_desk_shows_today_and_each_line_leads_to_its_page()
    {
        await using var desk = await (await demo.Open("commander", Device.Office)).Go("/command");
        await Expect(desk.Page.GetByRole(AriaRole.Region, new() { Name = "今日" })).ToBeVisibleAsync();
        foreach (var part in (string[])["duty", "warnings", "lines", "drills", "gaps"])
            await Expect(Part(desk, part)).ToBeVisibleAsync();
        await Expect(Part(desk, "warnings")).ToContainTextAsync("没有生效的预警");
        await Expect(Part(desk, "drills")).ToContainTextAsync("今天没有演练");
        await Expect(Part(desk, "gaps").Locator("li")).ToHaveCountAsync(3);
        (await desk.Unreachable("今日", 40)).ShouldBeEmpty();
        await desk.Picture("calm-day");
        if (await Part(desk, "duty").GetByRole(AriaRole.Button, new() { Name = "拨值班" }).CountAsync() > 0)
        {
            await Part(desk, "duty").GetByRole(AriaRole.Button, new() { Name = "拨值班" }).ClickAsync();
            await Expect(desk.Page.Locator("dialog[open]")).ToContainTextAsync("值班");
            await desk.Page.Keyboard.PressAsync("Escape");
        }
        foreach (
            var (part, path) in ((string, string)[])
                [("lines", "/lines"), ("warnings", "/warnings"), ("drills", "/drills"), ("gaps", "/readiness")]
        )
        {
            await Part(desk, part).Locator("h3 a").ClickAsync();
            await desk.At(path);
            await desk.Page.GoBackAsync();
            await desk.At("/command");
        }
        using var duty = await demo.SignIn("duty");
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    priority = "life",
                    community = "411502001001",
                }
            )
        ).Is(201).String("id")!;
        await Expect(desk.Page.Locator($"[data-incident='{incident}']").First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".calm-day")).ToHaveCountAsync(0);
        (await duty.Post($"/api/incidents/{incident}/withdraw", new { reason = "误报" })).Is(200);
        await Expect(desk.Page.Locator(".calm-day")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_department_sees_its_orders_and_no_gaps()
    {
        await using var desk = await (await demo.Open("department", Device.Office)).Go("/command");
        await Expect(Part(desk, "orders")).ToContainTextAsync("没有在等回话的指令");
        await Expect(Part(desk, "gaps")).ToHaveCountAsync(0);
        await Part(desk, "orders").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(desk.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await desk.Picture("calm-department");
    }

    [Fact]
    public async Task A_phone_shows_my_duty_and_todays_visits_and_reads_nobody_for_it()
    {
        using var auditor = await demo.SignIn("auditor");
        async Task<int> Readings() => (await auditor.Get("/api/access?county=411502&limit=200")).Is(200)["items"].GetArrayLength();
        await using var phone = await demo.Open("grid", Device.Phone);
        var before = await Readings();
        await phone.Go("/team");
        var mine = phone.Page.GetByRole(AriaRole.Region, new() { Name = "我今天" });
        await Expect(mine.Locator("[data-mine=duty]")).ToBeVisibleAsync();
        await Expect(mine.Locator("[data-mine=visits] span")).Not.ToHaveTextAsync("–");
        (await Readings()).ShouldBe(before);
        await phone.Picture("calm-phone-grid", whole: true);
        await mine.Locator("[data-mine=duty]").ClickAsync();
        await phone.At("/team#roster");
        await phone.Page.GoBackAsync();
        await mine.Locator("[data-mine=visits]").ClickAsync();
        await phone.At("/team#visits");

        await using var chief = await (await demo.Open("responder", Device.Phone)).Go("/team");
        await Expect(chief.Page.GetByRole(AriaRole.Region, new() { Name = "我今天" }).Locator("[data-mine=duty]")).ToBeVisibleAsync();
        await chief.Picture("calm-phone-responder", whole: true);
        await using var secretary = await (await demo.Open("secretary", Device.Phone)).Go("/team");
        await Expect(secretary.Page.GetByRole(AriaRole.Region, new() { Name = "我今天" })).ToBeVisibleAsync();
        await secretary.Picture("calm-phone-secretary", whole: true);
    }
}
