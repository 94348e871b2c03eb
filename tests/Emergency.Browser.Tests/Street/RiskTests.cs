using Emergency.Browser.Tests.Fixtures;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

/// <summary>
/// 风险点 from the form to the figure that triggers leaving, and a hazard that its owner mends by a link. All persons are fictitious.
/// </summary>
[Collection(nameof(StreetCollection))]
public sealed class RiskTests(Demo demo)
{
    private const string Community = "411502001001";

    private static ILocator Act(ILocator inside, string what) => inside.Locator($"[data-act='{what}']");

    private async Task<string> Member(string account)
    {
        using var who = await demo.SignIn(account);
        return (await who.Get("/api/session")).Is(200)["member"].GetProperty("member").GetString()!;
    }

    private static async Task<string> Point(Api who, string name, string? watcher) => (
            await who.Post(
                $"/api/communities/{Community}/risk-points",
                new
                {
                    name,
                    kind = "water",
                    watcher,
                    unit = "water-cm",
                    threshold = 40,
                    every = 3,
                    buildings = new[] { "3号楼" },
                    to = "东坡空地",
                }
            )
        ).Is(201).String("id")!;

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_risk_point_is_written_down_with_the_shelter_one_goes_to()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=risks#dangers");
        var (main, drawer) = (desk.Page.Locator("main"), desk.Page.Locator("aside.drawer"));
        await Act(main, "add-risk").ClickAsync();
        await drawer.Locator("[name=name]").FillAsync("后沟 写表的");
        await drawer.Locator("[name=unit]").SelectOptionAsync("water-cm");
        await drawer.Locator("[name=threshold]").FillAsync("40");
        await drawer.Locator("[name=buildings]").FillAsync("3号楼、4号楼");
        await drawer.Locator("[name=shelter]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var shelter = await drawer.Locator("[name=shelter] option:checked").InnerTextAsync();
        await Expect(drawer.Locator("[name=to]")).ToHaveCountAsync(0);
        await desk.Picture("risk-form", whole: true);
        await Act(drawer, "save-risk").ClickAsync();
        var row = main.Locator("tr").Filter(new() { HasText = "后沟 写表的" });
        await Expect(row).ToContainTextAsync($"3号楼、4号楼 → {shelter}");
        (await desk.Unreachable("街道台", 40)).ShouldBeEmpty();
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_figure_of_a_stop_is_noted_without_network_and_over_the_threshold_everybody_is_told_at_once()
    {
        using var secretary = await demo.SignIn("secretary");
        var point = await Point(secretary, "桥下水尺", await Member("grid"));
        var route = (
            await secretary.Post(
                $"/api/communities/{Community}/patrols",
                new
                {
                    name = "沿河一圈",
                    every = 7,
                    stops = new[]
                    {
                        new
                        {
                            kind = "risk-point",
                            thing = point,
                            name = "桥下水尺",
                        },
                    },
                }
            )
        ).Is(201);
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=risks#dangers");
        var row = desk.Page.Locator("main tr").Filter(new() { HasText = "桥下水尺" });
        await Expect(row).ToContainTextAsync("还没看过");
        await using var screen = await (await demo.Open("grid", Device.Phone)).Go($"/team#patrol/{route.String("id")}");
        var main = screen.Page.Locator("main");
        await Expect(main.Locator("[name=value]")).ToBeVisibleAsync();
        await screen.Picture("patrol-figure", whole: true);
        (await screen.Unreachable("沿河一圈", 40)).ShouldBeEmpty();
        await screen.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => null)");
        await screen.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await screen.Context.SetOfflineAsync(true);
        await main.Locator("[name=value]").FillAsync("45");
        await Act(main, "look").ClickAsync();
        await Expect(main.Locator($"[data-risk='{point}']")).ToContainTextAsync("3号楼 → 东坡空地");
        await screen.Picture("patrol-crossed", whole: true);
        await screen.Context.SetOfflineAsync(false);
        await Expect(row).ToContainTextAsync("到数了");
        await desk.Picture("risk-crossed");

        await using var phone = await (await demo.Open("secretary", Device.Phone)).Go("/team#roster");
        var alarm = phone.Page.Locator($"[data-risk='{point}']");
        await Expect(alarm).ToContainTextAsync("3号楼 → 东坡空地");
        await phone.Picture("risk-alarm", whole: true);
        (await phone.Unreachable("值班、换班", 60)).ShouldBeEmpty();
        await alarm.Locator("[data-do=risk-seen]").TapAsync();
        await Expect(alarm.Locator("[data-do=risk-seen]")).ToHaveCountAsync(0);

        await screen.Go($"/team#risks/{point}");
        var card = main.Locator($"[data-point='{point}']");
        await Expect(card.Locator("[data-do=incident]")).ToBeVisibleAsync();
        await screen.Picture("my-risks", whole: true);
        await card.Locator("[name=value]").FillAsync("12");
        await Act(card, "look").TapAsync();
        await Expect(card.Locator("[data-do=incident]")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Expect(row).ToContainTextAsync("看过");
        (await secretary.Post($"/api/communities/{Community}/risk-points/{point}/end", new { words = "已治理" })).Is(200);
    }

    [Fact]
    [MainAct("#risks")]
    public async Task Who_watches_a_risk_point_writes_its_figure_down()
    {
        using var secretary = await demo.SignIn("secretary");
        var point = await Point(secretary, "闸口水尺", await Member("grid"));
        await using var phone = await (await demo.Open("grid", Device.Phone)).Go($"/team#risks/{point}");
        var card = phone.Page.Locator($"[data-point='{point}']");
        await card.Locator("[name=value]").FillAsync("12");
        await Act(card, "look").TapAsync();
        await Expect(card).ToContainTextAsync("看过");
        (await secretary.Post($"/api/communities/{Community}/risk-points/{point}/end", new { words = "已治理" })).Is(200);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Whoever_has_to_mend_a_hazard_says_so_by_a_link_with_a_picture_and_the_desk_sees_it()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street#dangers");
        var (main, sheet, drawer) = (desk.Page.Locator("main"), desk.Page.Locator("dialog.sheet"), desk.Page.Locator("aside.drawer"));
        await Act(main, "find").ClickAsync();
        await sheet.Locator("[name=what]").FillAsync("单元门闭门器坏了");
        await sheet.Locator("[name=kind]").SelectOptionAsync("fire-device");
        await Act(sheet, "send").ClickAsync();
        await main.Locator("button.card").Filter(new() { HasText = "单元门闭门器坏了" }).ClickAsync();
        await Act(drawer, "assign").ClickAsync();
        await drawer.Locator("[name=name]").FillAsync("样样物业");
        await Act(drawer, "send-owner").ClickAsync();
        await Act(drawer, "owner-link").ClickAsync();
        var address = new Uri(await drawer.Locator("[data-address]").InnerTextAsync());
        var code = await drawer.Locator("[data-code]").InnerTextAsync();
        await desk.Picture("hazard-owner-link", whole: true);

        await using var phone = await (await demo.Open(null, Device.Phone)).Go(address.PathAndQuery + address.Fragment);
        var page = phone.Page.Locator("main");
        await page.Locator("[name=code]").FillAsync(code);
        await page.Locator("button.primary").ClickAsync();
        await Expect(page).ToContainTextAsync("单元门闭门器坏了");
        await Act(page, "accept").ClickAsync();
        await Expect(Act(page, "accept")).ToHaveCountAsync(0);
        await page.Locator("[name=photo]").SetInputFilesAsync(await Pixel(phone));
        await Expect(page.GetByText("照片存好了")).ToBeVisibleAsync();
        await page.Locator("[name=words]").FillAsync("换了新的");
        await phone.Picture("hazard-owner-mends", whole: true);
        (await phone.Unreachable("单元门闭门器坏了", 10)).ShouldBeEmpty();
        await Act(page, "finish").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("等社区复查");

        await Expect(Act(drawer, "good")).ToBeVisibleAsync();
        await desk.Page.ReloadAsync();
        await main.Locator("button.card").Filter(new() { HasText = "单元门闭门器坏了" }).ClickAsync();
        await Expect(drawer.Locator(".attachments li")).ToHaveCountAsync(1);
        await desk.Picture("hazard-owner-mended", whole: true);
    }

    private static async Task<FilePayload> Pixel(Screen screen) =>
        new()
        {
            Name = "门.jpg",
            MimeType = "image/jpeg",
            Buffer = Convert.FromBase64String(
                await screen.Page.EvaluateAsync<string>(
                    """
                    () => {
                      const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 60 })
                      canvas.getContext('2d').fillRect(10, 10, 30, 30)
                      return canvas.toDataURL('image/jpeg').split(',')[1]
                    }
                    """
                )
            ),
        };

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_volunteer_who_is_asked_to_go_reads_it_on_the_phone_and_says_so()
    {
        using var secretary = await demo.SignIn("secretary");
        var member = await Member("responder");
        var all = $"/api/communities/{Community}/volunteers";
        (await secretary.Post(all, new { member, adult = true })).Is(200);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        var need = (await secretary.Post($"{all}/needs", new { text = "给三户老人送药", day })).Is(200).String("id");
        (await secretary.Post($"{all}/needs/{need}/send", new { member })).Is(200);
        await using var phone = await (await demo.Open("responder", Device.Phone)).Go("/team");
        var card = phone.Page.Locator($"[data-asked='{need}']");
        await Expect(card).ToContainTextAsync("给三户老人送药");
        await phone.Picture("volunteer-asked", whole: true);
        await card.Locator("[data-do=need-seen]").TapAsync();
        await Expect(card.GetByRole(AriaRole.Status)).ToContainTextAsync("知道了");
        (await secretary.Post($"{all}/needs/{need}/close", new { })).Is(200);
        (await secretary.Post($"{all}/leave", new { member })).Is(200);
    }

    // The browser does not always report the end of an answer to its driver; the page itself knows.
    private const string Read =
        "performance.getEntriesByType('resource').some((one) => /api.divisions.*communities/.test(one.name) && one.responseEnd > 0)";

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task What_was_begun_before_the_communities_are_read_stays_when_they_are()
    {
        await using var desk = await demo.Open("secretary", Device.Office);
        // Continuations run on their own, not on the thread that brings the browser's messages.
        const TaskCreationOptions apart = TaskCreationOptions.RunContinuationsAsynchronously;
        var (held, free) = (new TaskCompletionSource(apart), new TaskCompletionSource(apart));
        await desk.Page.RouteAsync(
            "**/api/divisions/*/communities*",
            async route =>
            {
                held.TrySetResult();
                await free.Task;
                await route.ContinueAsync();
            }
        );
        await desk.Go("/street?tab=patrols#dangers");
        var (main, name) = (desk.Page.Locator("main"), desk.Page.Locator("aside.drawer [name=name]"));
        await Act(main, "add-patrol").ClickAsync();
        await name.FillAsync("列表还没读到的一圈");
        await held.Task.InTime();
        free.SetResult();
        (await desk.Holds(Read)).ShouldBeTrue("the communities are read");
        await desk.Page.EvaluateAsync("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await Expect(name).ToHaveValueAsync("列表还没读到的一圈");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_round_is_written_down_on_the_desk_changed_and_stopped()
    {
        await using var desk = await (await demo.Open("secretary", Device.Office)).Go("/street?tab=patrols#dangers");
        var (main, drawer) = (desk.Page.Locator("main"), desk.Page.Locator("aside.drawer"));
        await Act(main, "add-patrol").ClickAsync();
        await drawer.Locator("[name=name]").FillAsync("写表的一圈");
        await drawer.Locator("[name=every]").FillAsync("3");
        await Act(drawer, "add-stop").ClickAsync();
        await drawer.Locator("[name=stop-0]").FillAsync("6号楼后 窨井");
        await drawer.Locator("[name=ask-0]").FillAsync("井盖在不在");
        await desk.Picture("patrol-form", whole: true);
        await Act(drawer, "save-patrol").ClickAsync();
        var row = main.Locator("tr").Filter(new() { HasText = "写表的一圈" });
        await Expect(row).ToContainTextAsync("0 / 1");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(drawer.Locator("ol.stops")).ToContainTextAsync("井盖在不在");
        (await desk.Unreachable("街道台", 40)).ShouldBeEmpty();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "停掉" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    [MainAct("#roster")]
    public async Task A_turn_is_offered_on_one_phone_and_taken_on_another()
    {
        using var secretary = await demo.SignIn("secretary");
        var (asks, takes) = (await Member("grid"), await Member("responder"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        var duty = $"/api/communities/{Community}/team/duty";
        object Night(string on, string member) =>
            new
            {
                day = on,
                shift = "night",
                post = "response",
                member,
            };
        // A night on which neither has a shift of the demo's.
        string? day = null;
        for (var ahead = 4; ahead < 14 && day is null; ahead++)
        {
            var on = today.AddDays(ahead).ToString("yyyy-MM-dd", null);
            if ((await secretary.Post(duty, Night(on, takes))).Status != 200)
                continue;
            (await secretary.Post($"{duty}/strike", Night(on, takes))).Is(200);
            if ((await secretary.Post(duty, Night(on, asks))).Status == 200)
                day = on;
        }
        day.ShouldNotBeNull();
        await using var first = await (await demo.Open("grid", Device.Phone)).Go("/team#roster");
        var own = first.Page.Locator($"[data-turn='{day} night response']");
        await own.GetByRole(AriaRole.Button, new() { Name = "想换班" }).TapAsync();
        await own.Locator("[name=why]").FillAsync("回老家");
        await own.GetByRole(AriaRole.Button, new() { Name = "问同事" }).TapAsync();
        await Expect(own).ToContainTextAsync("已问同事");
        await first.Picture("swap-asked", whole: true);
        (await first.Unreachable("值班、换班", 40)).ShouldBeEmpty();
        await using var second = await (await demo.Open("responder", Device.Phone)).Go("/team#roster");
        var open = second.Page.Locator($"[data-open='{asks}']").Filter(new() { HasText = "回老家" });
        await second.Picture("swap-open", whole: true);
        await open.GetByRole(AriaRole.Button).TapAsync();
        await Expect(second.Page.Locator($"[data-turn='{day} night response']")).ToBeVisibleAsync();
        await first.Page.ReloadAsync();
        await Expect(first.Page.Locator("[data-given]").First).ToBeVisibleAsync();
        await Expect(own).ToHaveCountAsync(0);
        (await secretary.Post($"{duty}/strike", Night(day, takes))).Is(200);
    }
}
