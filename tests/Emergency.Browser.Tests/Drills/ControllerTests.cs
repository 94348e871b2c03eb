using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Drills;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Drills;

/// <summary>The controller's desk: from nothing to a drill that is played, interrupted by a real call, and stopped.</summary>
[Collection(nameof(DrillCollection))]
public sealed class ControllerTests(Demo demo)
{
    private static readonly string[] Themes = ["light", "dark"];

    /// <summary>Tells the five parties that must hear of the drill before it begins.</summary>
    private static async Task Tell(IPage page)
    {
        foreach (var party in (string[])["police", "fire-rescue", "ambulance", "service-line", "duty-room"])
        {
            var row = page.Locator($"[data-party={party}]");
            await row.GetByRole(AriaRole.Textbox).FillAsync("例班长");
            await row.GetByRole(AriaRole.Button).ClickAsync();
            await Expect(row).ToContainTextAsync("✓ 例班长");
        }
    }

    [Fact]
    [MainAct("/drills")]
    [MainAct("/drills/:id")]
    [TenMinutes(6)]
    public async Task A_drill_is_prepared_told_started_and_stopped()
    {
        using var street = await demo.SignIn("street");
        await Quiet.PutUp(street);
        await using var screen = await (await demo.Open("street", Device.Office)).Go("/drills");
        var page = screen.Page;
        await Button("现在开始").ClickAsync();
        await page.Locator("[name=title]").FillAsync("三里店老楼晨火");
        await page.Locator("[name=scenario]").SelectOptionAsync(Quiet.Id);
        await Button("三里店社区（老城街道）").ClickAsync();
        await Button("换一个人…").ClickAsync();
        await page.Locator("[name=officer]").FillAsync("例安全");
        await page.Locator("[name=phone]").FillAsync("0376-0000000");
        await Button("准备演练").ClickAsync();
        await Expect(Button("开始")).ToBeDisabledAsync();
        await Tell(page);
        await Button("开始").ClickAsync();
        await Expect(page.Locator("header .state")).ToHaveTextAsync("进行中");
        await page.Locator("[name=note]").FillAsync("楼长先到");
        await Button("记下").ClickAsync();
        await Expect(page.Locator("li").Filter(new() { HasText = "楼长先到" })).ToBeVisibleAsync();
        await Button("停止演练").ClickAsync();
        await Expect(page.GetByText("按停止口令结束")).ToBeVisibleAsync();

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_street_prepares_tells_starts_plays_and_stops_a_drill()
    {
        using var street = await demo.SignIn("street");
        await Quiet.PutUp(street);
        await using var screen = await (await demo.Open("street", Device.Desk)).Go("/street");
        var page = screen.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "演练", Exact = true }).ClickAsync();
        await Button("现在开始").ClickAsync();
        await page.Locator("[name=title]").FillAsync("三里店老楼夜火");
        await page.Locator("[name=scenario]").SelectOptionAsync(Quiet.Id);
        await Button("三里店社区（老城街道）").ClickAsync();
        await page.Locator("[name=minutes]").FillAsync("45");
        await Button("换一个人…").ClickAsync();
        await page.Locator("[name=officer]").FillAsync("例安全");
        await Expect(Button("准备演练")).ToBeDisabledAsync();
        await page.Locator("[name=phone]").FillAsync("0376-0000000");
        await Look("现在开始", "drills-prepare");
        await Button("准备演练").ClickAsync();

        await Expect(Button("开始")).ToBeDisabledAsync();
        await Expect(page.GetByText("先告知还没完成：110、119、120、12345、县值班室")).ToBeVisibleAsync();
        await Tell(page);
        await page.Locator("[name=speed]").SelectOptionAsync("10");
        await Button("开始").ClickAsync();
        await Expect(page.Locator("header .state")).ToHaveTextAsync("进行中");
        await Button("＋ 手动").ClickAsync();
        await page.Locator("[name=case]").FillAsync("演练火警四楼冒烟");
        await page.Locator("form.panel").GetByRole(AriaRole.Button, new() { Name = "现在发" }).ClickAsync();
        await Expect(page.GetByText("已注入 1 条")).ToBeVisibleAsync();
        await page.Locator("[name=note]").FillAsync("楼长先到");
        await Button("记下").ClickAsync();
        await Expect(page.Locator("li").Filter(new() { HasText = "楼长先到" })).ToBeVisibleAsync();
        await Look("三里店老楼夜火", "drills-desk");

        var drill = await Played.Of(street, new Uri(page.Url).AbsolutePath["/drills/".Length..]);
        await using var phone = await (await demo.Open("street", Device.Phone)).Go($"/team?realm={drill.Realm}");
        await Expect(phone.Page.Locator("h1").First).ToHaveTextAsync("演练火警四楼冒烟");
        await Button("暂停").ClickAsync();
        await Expect(phone.Page.Locator(".drillbar[data-standing=paused]")).ToContainTextAsync("已暂停");
        await Button("继续").ClickAsync();
        await Expect(phone.Page.Locator(".drillbar[data-standing=running]")).ToBeVisibleAsync();

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
        await Expect(page.Locator(".call")).ToContainTextAsync("真实警情");
        await Expect(page.Locator(".call")).ToContainTextAsync("火灾 · 真的着火了");
        await Expect(page.Locator(".call > *").First).ToHaveAttributeAsync("href", "tel:119");
        await Expect(Button("继续")).ToHaveCountAsync(0);
        await Look("演练已暂停：三里店老楼夜火", "drills-real");
        await Button("排除后接着练").ClickAsync();
        await Expect(page.Locator("header .state")).ToHaveTextAsync("进行中");
        await Button("停止演练").ClickAsync();
        await Expect(page.GetByText("按停止口令结束")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator(".drillbar[data-standing=ended]")).ToBeVisibleAsync();
        (await street.Post($"/api/incidents/{real}/withdraw", new { reason = "试完收回" })).Is(200);

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        async Task Look(string heading, string name)
        {
            (await screen.Unreachable(heading, 30)).ShouldBeEmpty(name);
            foreach (var theme in Themes)
            {
                await page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme }", theme);
                await screen.Picture($"{name}-{theme}");
            }
        }
    }
}
