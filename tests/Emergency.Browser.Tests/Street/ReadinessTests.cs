using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Street;

[Collection(nameof(StreetCollection))]
public sealed class ReadinessTests(Demo demo)
{
    private const string Quiet = "411502001013",
        QuietName = "大桥社区";

    private async Task<Screen> Desk(Device? device = null, string? theme = null, string account = "street", string query = "") =>
        await (await demo.Open(account, device ?? Device.Office, theme)).Go($"/street{query}#readiness");

    private static ILocator Cell(Screen screen, string community, string duty) =>
        screen.Page.Locator($"[role=gridcell] button[aria-label^='{community} {duty} ']");

    [Theory]
    [InlineData("light", 1440, 900)]
    [InlineData("dark", 1366, 768)]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_street_sees_three_gaps_first_then_every_duty_as_a_fact(string theme, int width, int height)
    {
        await using var screen = await Desk(new(width, height, false), theme);
        await Expect(screen.Page.Locator("table[role=grid] tbody tr")).ToHaveCountAsync(13);
        var gaps = screen.Page.Locator(".gaps > li");
        await Expect(gaps).ToHaveCountAsync(3);
        foreach (var gap in await gaps.AllInnerTextsAsync())
        {
            gap.ShouldContain("缺：");
            (
                gap.Contains("信阳条例", StringComparison.Ordinal)
                || gap.Contains("未成年人保护法", StringComparison.Ordinal)
                || gap.Contains("本地设定", StringComparison.Ordinal)
            ).ShouldBeTrue(gap);
            gap.ShouldContain("**");
        }
        (await screen.Page.Locator("table[role=grid] th.draft button, table[role=grid] td.draft .late").CountAsync()).ShouldBe(
            0,
            "drafts are never late"
        );
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        (await screen.Unreachable("社区准备", 200)).ShouldBeEmpty();
        await screen.Picture($"street-readiness-{theme}");
        await Cell(screen, "中山社区", "物资保障").ClickAsync();
        await Expect(screen.Page.Locator("aside h2")).ToHaveTextAsync("物资保障");
        (await screen.Unreachable("物资保障", 200)).ShouldBeEmpty();
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await screen.Picture($"street-readiness-drawer-{theme}");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Arrows_move_over_the_cells_enter_opens_escape_closes_and_one_goes_on_there()
    {
        await using var screen = await Desk();
        await Cell(screen, "三里店社区（老城街道）", "值班").FocusAsync();
        foreach (var key in (string[])["ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp", "Enter"])
            await screen.Page.Keyboard.PressAsync(key);
        var drawer = screen.Page.Locator("aside");
        await Expect(drawer.Locator("h2")).ToBeFocusedAsync();
        await Expect(drawer).ToContainTextAsync("东方红社区");
        await Expect(drawer.Locator("h2")).ToHaveTextAsync("名单核对");
        await Expect(drawer).ToContainTextAsync("本地设定");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToHaveCountAsync(0);
        await Expect(Cell(screen, "东方红社区", "名单核对")).ToBeFocusedAsync();
        await screen.Page.Keyboard.PressAsync("End");
        await Expect(Cell(screen, "东方红社区", "排查隐患")).ToBeFocusedAsync();
        await screen.Page.FillAsync("[name=find]", "没有的社区");
        await Expect(screen.Page.GetByText("没有叫“没有的社区”的社区")).ToBeVisibleAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "清除" }).ClickAsync();
        await screen.Page.FillAsync("[name=find]", "滨河");
        await Expect(screen.Page.Locator("tr.found")).ToContainTextAsync("滨河轩社区");
    }

    [Fact]
    [MainAct("/street#readiness")]
    public async Task A_shift_that_is_struck_elsewhere_turns_up_as_a_gap_by_itself_and_the_drawer_leads_to_the_roster()
    {
        using var street = await demo.SignIn("street");
        var day = DateOnly
            .FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime)
            .AddDays(3)
            .ToString("yyyy-MM-dd", null);
        await using var screen = await Desk();
        await Expect(Cell(screen, QuietName, "值班")).ToContainTextAsync("满班");
        var turns = (await street.Get($"/api/communities/{Quiet}/team/roster?day={day}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Where(turn => turn.GetProperty("shift").GetString() == "night" && turn.GetProperty("post").GetString() != "response")
            .Select(turn => new
            {
                day,
                shift = "night",
                post = turn.GetProperty("post").GetString(),
                member = turn.GetProperty("member").GetString(),
            })
            .ToList();
        turns.ShouldNotBeEmpty();
        foreach (var turn in turns)
            (await street.Post($"/api/communities/{Quiet}/team/duty/strike", turn)).Is(200);
        await Expect(Cell(screen, QuietName, "值班")).ToContainTextAsync("缺");
        await Cell(screen, QuietName, "值班").ClickAsync();
        await Expect(screen.Page.Locator("aside")).ToContainTextAsync("夜班");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "去办" }).ClickAsync();
        await Expect(screen.Page.Locator("select[name=community]")).ToHaveValueAsync(Quiet);
        await Expect(screen.Page.Locator("#team-tab-week")).ToHaveAttributeAsync("aria-selected", "true");
        foreach (var turn in turns)
            (await street.Post($"/api/communities/{Quiet}/team/duty", turn)).Is(200);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "准备", Exact = true }).ClickAsync();
        await Expect(Cell(screen, QuietName, "值班")).ToContainTextAsync("满班");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task Whom_to_ring_is_masked_and_the_number_comes_after_it_was_written_down_who_asked()
    {
        await using var screen = await Desk();
        var card = screen.Page.Locator(".gaps > li").First;
        var call = card.Locator("a[href^='tel:']");
        await Expect(call).ToHaveCountAsync(0);
        var contacts = await screen.Answer("/team/open", () => card.Locator("button.call").ClickAsync(), call);
        contacts.GetProperty("items").GetArrayLength().ShouldBe(1, "one number for one call");
        contacts.GetProperty("access").GetString().ShouldNotBeNullOrEmpty();
        await Expect(call).ToHaveAttributeAsync("href", $"tel:{contacts.GetProperty("items")[0].GetProperty("phones")[0].GetString()}");
    }

    [Theory]
    [InlineData("duty", 13)]
    [InlineData("secretary", 1)]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_county_sees_each_street_and_a_committee_only_itself(string account, int communities)
    {
        await using var screen = await Desk(account: account, query: account == "duty" ? "?street=411502001" : "");
        await Expect(screen.Page.Locator("table[role=grid] tbody tr")).ToHaveCountAsync(communities);
        await Expect(screen.Page.Locator("select")).ToHaveCountAsync(account == "duty" ? 1 : 0);
        (await screen.Unreachable("社区准备", 60)).ShouldBeEmpty();
        await screen.Picture($"street-readiness-{account}");
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task A_server_that_is_not_reached_is_asked_again_and_one_that_takes_its_time_is_said_with_its_seconds()
    {
        await using var screen = await demo.Open("street", Device.Office);
        var (tries, held) = (0, new TaskCompletionSource());
        await screen.Page.RouteAsync(
            "**/api/readiness/**",
            async route =>
            {
                if (Interlocked.Increment(ref tries) == 1)
                {
                    await route.AbortAsync();
                    return;
                }
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await screen.Go("/street#readiness");
        await Expect(screen.Page.Locator("main .refused")).ToContainTextAsync("没连上服务器");
        await screen.Page.Locator("main .refused .button").ClickAsync();
        await Expect(screen.Page.Locator("main .bones")).ToContainTextAsync(" s");
        held.SetResult();
        await Expect(screen.Page.Locator("table[role=grid] tbody tr")).ToHaveCountAsync(13);
    }

    [Fact]
    [Long("a whole story: the main acts of its pages are quick")]
    public async Task The_matrix_reads_in_english_and_on_a_narrow_screen_without_the_page_moving_sideways()
    {
        await using var screen = await Desk(new(390, 844, false), query: "?lang=en");
        await Expect(screen.Page.Locator("table[role=grid] tbody tr")).ToHaveCountAsync(13);
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        (await screen.Page.Locator("main").InnerTextAsync()).ShouldNotContain("readiness.");
        await screen.Picture("street-readiness-english-390", whole: true);
    }
}
