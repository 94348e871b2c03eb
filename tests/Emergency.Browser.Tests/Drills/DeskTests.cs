using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>
/// The desk of a drill with a chief in a second browser: an inject appears on the chief's page, the chief's acts on the desk.
/// </summary>
[Collection(nameof(DrillCollection))]
[Long("a whole drill is played")]
public sealed class DeskTests(Demo demo)
{
    private const string Community = "411502001001";
    private static readonly string[] Themes = ["dark", "light"];
    private const string File = """
        id: desk
        title: 三里店夜火
        hazard: fire
        form: field
        objectives:
          - { id: calm, title: 接得住 }
        participants:
          - { id: grid, role: grid-chief, title: 网格长, count: 2 }
          - { id: unit, role: unit-chief, title: 单元长 }
        start: { hour: "10:00", weather: 晴 }
        branches:
          - { id: quiet, title: 没人接, when: { undone: answered } }
        injects:
          - { id: ring, title: 四楼老人不肯走, when: { at: 9h }, to: [grid], do: { call: { from: 邻居, text: 四楼一位老人把门锁了，不肯走。 } } }
          - { id: dark, title: 基站退服, when: { at: 10h }, to: [grid], do: { base-station-down: { lasts: 1h, words: 用打印名单 } } }
          - { id: again, title: 邻居又来电话, when: { after: ring, wait: 2h }, branch: quiet, to: [grid], do: { message: { from: 邻居, text: 还是没人来。 } } }
        expect:
          - { id: answered, title: 网格长接电话, objective: calm, who: grid, after: ring, within: 10m, proof: { event: { form: cue.answered.v1 } } }
          - { id: polite, title: 劝而不拉, objective: calm, who: grid, after: ring, within: 10m, proof: { observer: 有没有硬拉？ } }
        end: { at: 12h }
        """;

    [Fact]
    public async Task What_the_desk_injects_is_on_the_chiefs_page_and_what_the_chief_does_is_on_the_desk()
    {
        using var street = await demo.SignIn("street");
        var drill = await Prepared(street);
        await using var screen = await (await demo.Open("street", Device.Desk)).Go($"/drills?id={drill}");
        var page = screen.Page;
        await Button("开始").ClickAsync();
        await Expect(page.Locator("[data-next=ring]")).ToContainTextAsync("应看到：网格长接电话");
        await Expect(page.Locator("[data-action=answered]")).ToHaveAttributeAsync("data-outcome", "not-asked");
        await Expect(page.Locator(".drillmap canvas").First).ToBeVisibleAsync();
        var realm = (await street.Get($"/api/drills/{drill}")).Is(200)["drill"].GetProperty("realm").GetString();
        await using var chief = await (await demo.Open("grid", Device.Phone)).Go($"/team?realm={realm}");
        await Expect(page.Locator("[data-player=grid]").Filter(new() { HasText = "在线" })).ToHaveCountAsync(1);

        await Button("扣住").ClickAsync();
        await Expect(page.Locator("[data-inject=ring]")).ToHaveAttributeAsync("data-fate", "held");
        await page.Locator("[data-inject=ring] button").ClickAsync();
        await Button("现在发").ClickAsync();
        var cue = chief.Page.Locator(".cue");
        await Expect(cue).ToContainTextAsync("模拟来电");
        await Expect(cue).Not.ToContainTextAsync("不肯走");
        await chief.Picture("drill-cue-rings");
        await cue.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(cue).ToContainTextAsync("四楼一位老人把门锁了，不肯走。");
        await cue.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await Expect(chief.Page.Locator(".cues")).ToContainTextAsync("已看 1 条");
        await Expect(page.Locator("[data-action=answered]")).ToHaveAttributeAsync("data-outcome", "done");
        await page.Locator("[data-action=polite] .judge").ClickAsync();
        await Look("三里店夜火", "drill-desk");
        await page.Locator("[data-action=polite]").GetByRole(AriaRole.Button, new() { Name = "做到了" }).ClickAsync();
        await Expect(page.Locator("[data-action=polite]")).ToHaveAttributeAsync("data-outcome", "done");

        await Expect(page.Locator("[data-next=dark]")).ToBeVisibleAsync();
        await Button("现在发").ClickAsync();
        await Expect(chief.Page.GetByText("没有网络，照常操作")).ToBeVisibleAsync();
        await chief.Picture("drill-no-network");
        await Expect(page.Locator("[data-player=grid]").Filter(new() { HasText = "离线" })).ToHaveCountAsync(1);

        var real = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "gas",
                    title = "有人报燃气味",
                    priority = "life",
                    community = Community,
                }
            )
        ).Is(201).String("id")!;
        await Expect(page.Locator(".call")).ToContainTextAsync("有人报燃气味", new() { Timeout = 3_000 });
        await Expect(page.Locator(".call > *").First).ToHaveAttributeAsync("href", "tel:119");
        await Expect(Button("现在发")).ToBeDisabledAsync();
        await Expect(chief.Page.Locator(".drillbar[data-standing=real]")).ToBeVisibleAsync();
        await Look("演练已暂停：三里店夜火", "drill-desk-real");
        await Button("转真实").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/command", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.GetByText("有人报燃气味").First).ToBeVisibleAsync();
        (await street.Get($"/api/drills/{drill}")).Is(200)["end"].GetProperty("reason").GetString().ShouldBe("stop-word");
        (await street.Post($"/api/incidents/{real}/withdraw", new { reason = "试完收回" })).Is(200);

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        async Task Look(string heading, string name)
        {
            (await screen.Unreachable(heading, 60)).ShouldBeEmpty(name);
            foreach (var theme in Themes)
            {
                await page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme }", theme);
                await screen.Picture($"{name}-{theme}");
            }
        }
    }

    [Fact]
    public async Task A_secretary_alone_plays_ten_minutes_on_the_phone()
    {
        using var secretary = await demo.SignIn("secretary");
        var drill = (
            await secretary.Post(
                "/api/drills",
                new
                {
                    title = "十分钟桌推",
                    scenario = "ten-minutes",
                    form = "solo",
                    communities = new[] { Community },
                    minutes = 10,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        await using var screen = await (await demo.Open("secretary", Device.Phone)).Go($"/drills?id={drill}");
        var page = screen.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "开始", Exact = true }).ClickAsync();
        await Expect(page.Locator(".cue")).ToContainTextAsync("小区停电，预计两小时。");
        (await screen.Unreachable("十分钟桌推", 30)).ShouldBeEmpty();
        await screen.Picture("drill-solo", whole: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await page.Locator("[data-action=who] .judge").ClickAsync();
        await page.Locator("[data-action=who]").GetByRole(AriaRole.Button, new() { Name = "做到了" }).ClickAsync();
        await Expect(page.Locator("[data-action=who]")).ToHaveAttributeAsync("data-outcome", "done");
        await page.GetByRole(AriaRole.Button, new() { Name = "练到这里" }).ClickAsync();
        await Expect(page.Locator("[data-result]")).ToContainTextAsync("按时做到 1 项");
    }

    private static async Task<string> Prepared(Api street)
    {
        using var file = new StringContent(File, null, new MediaTypeHeaderValue("application/yaml"));
        (await street.Send(HttpMethod.Post, "/api/drills/scenarios", file)).Is(201);
        var id = (
            await street.Post(
                "/api/drills",
                new
                {
                    title = "三里店夜火",
                    scenario = "411502001-desk",
                    form = "field",
                    communities = new[] { Community },
                    minutes = 40,
                    safetyOfficer = new { name = "例安全", phone = "0376-0000000" },
                    stopWord = "停止演练",
                }
            )
        ).Is(201).String("id")!;
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
            (await street.Post($"/api/drills/{id}/tell", new { party, name = "例班长" })).Is(200);
        return id;
    }
}
