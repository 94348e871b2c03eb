using System.Text.RegularExpressions;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>The desk in both themes and sizes, with one and with many incidents.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class LookTests(Demo demo)
{
    /// <summary>Cards that another card covers, by their texts.</summary>
    private const string Covered = """
        (() => {
          const all = [...document.querySelectorAll('.callout')].map((one) => [one, one.getBoundingClientRect()])
          return all.filter(([, a], i) => all.slice(i + 1).some(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).map(([one]) => one.textContent)
        })()
        """;

    [Theory]
    [InlineData("light", false)]
    [InlineData("dark", true)]
    public async Task Everybody_can_use_the_desk_and_its_cards_lie_over_nothing(string theme, bool small)
    {
        var fire = await demo.RunningFire($"看得清{theme}");
        for (var i = 0; i < 5; i++)
            await demo.Fire($"远处{theme}{i}", 113.85 + i * 0.06, 32.0 + i % 3 * 0.05);
        await using var desk = await demo.Desk("commander", small ? Device.Laptop : Device.Desk, theme);
        await desk.Page.Locator(".zoom button").Last.ClickAsync();
        await Expect(desk.Page.Locator(".callout").First).ToBeVisibleAsync();
        await desk.Picture($"command-five-{theme}");
        await Expect(desk.Page.Locator(".callout").Nth(2)).ToBeVisibleAsync();
        (await desk.Faults(Covered)).ShouldBeEmpty("cards that lie over others");
        (await desk.Unreachable("浉河区", 200)).ShouldBeEmpty();

        await desk.Select(fire, $"看得清{theme}");
        await Expect(desk.Page.Locator(".block").First).ToBeVisibleAsync();
        await Expect(desk.Page.Locator(".panel ul li").First).ToBeVisibleAsync();
        (await desk.AddsUp()).ShouldBeTrue();
        (await desk.Unreachable($"看得清{theme}", 200)).ShouldBeEmpty();
        await desk.Picture($"command-one-{theme}");
        (
            await desk.Holds("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight")
        ).ShouldBeTrue("nothing scrolls but the lists");
    }

    [Fact]
    public async Task The_timeline_goes_back_by_keyboard_the_figures_with_it_and_comes_back_to_now()
    {
        var fire = await demo.RunningFire("倒回去看");
        using var secretary = await demo.SignIn("secretary");
        var persons = await secretary.Persons(fire);
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(fire, "倒回去看");
        await secretary.Check(fire, persons[0], new { state = "needs-help" });
        await Expect(desk.Page.Locator(".timeline")).ToContainTextAsync("需救助");
        await desk.Page.Locator(".timeline svg").FocusAsync();
        await desk.Page.Keyboard.PressAsync("Home");
        await Expect(desk.Page.Locator(".map .replay")).ToContainTextAsync("正在回放");
        await Expect(desk.Page.Locator(".panel .figures .atRisk .toMove")).ToHaveTextAsync("–");
        (await desk.Unreachable("倒回去看", 200)).ShouldBeEmpty();
        await desk.Picture("command-replay-light");
        await desk.Page.Keyboard.PressAsync("End");
        await Expect(desk.Page.Locator(".map .replay")).ToHaveCountAsync(0);
        await Expect(desk.Card(fire)).ToContainTextAsync("1 需救助");
        await Expect(desk.Page.Locator(".panel .figures .atRisk .toMove")).Not.ToHaveTextAsync("–");
    }

    [Fact]
    public async Task Who_looks_back_sees_the_tasks_orders_and_hand_overs_of_that_moment_and_that_it_is_not_now()
    {
        var title = "倒回去看谁在办";
        var fire = await demo.RunningFire(title);
        using var duty = await demo.SignIn("duty");
        using var unit = await demo.SignIn("unit");
        var task = (await unit.Get("/api/me/tasks"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("task").GetProperty("task"))
            .First(one => one.GetProperty("incident").GetString() == fire)
            .GetProperty("id")
            .GetString();
        (await unit.Post($"/api/incidents/{fire}/tasks/{task}/take", new { })).Is(200);
        (
            await duty.Post(
                "/api/orders",
                new
                {
                    receivers = new[] { DeskScreen.Community },
                    text = "请核对名单",
                    incident = fire,
                    unreadSeconds = 0,
                }
            )
        ).Is(201);
        (await duty.Post($"/api/incidents/{fire}/handovers", new { kind = "ambulance", text = "一名老人吸入烟气" })).Is(201);
        await using var desk = await demo.Desk("commander", Device.Desk);
        await desk.Select(fire, title);
        var (tasks, orders, handovers) = (
            desk.Page.Locator(".panel section[aria-label='任务']"),
            desk.Page.Locator(".panel section[aria-label='指令']"),
            desk.Page.Locator(".panel section[aria-label='移交']")
        );
        var axis = desk.Page.Locator(".timeline svg");
        foreach (var one in (ILocator[])[tasks, orders, handovers])
            await Expect(one.Locator("li").First).ToBeVisibleAsync();
        var (taken, answered) = (Says("已接 1|已由"), Says("对方已受理|处置中|已办结"));
        await Expect(handovers).ToContainTextAsync(answered);
        // The call, the delivery and the answer are on the axis.
        await Expect(axis.Locator("g.outside").Nth(2)).ToBeAttachedAsync();
        await tasks.GetByText("全部").ClickAsync();
        await Expect(tasks).ToContainTextAsync(taken);

        await axis.FocusAsync();
        // The replay goes back: the hand-over is unanswered, then gone, then the order is gone, then the task is not taken.
        await Back("对方已受理");
        await Expect(handovers.Locator("li")).ToHaveCountAsync(1);
        await Expect(handovers).ToContainTextAsync("未答复");
        await Expect(desk.Page.Locator(".panel .then")).ToContainTextAsync("回放");
        (await desk.Unreachable(title, 200)).ShouldBeEmpty();
        await desk.Picture("command-replay-doing");
        await Back("移交");
        await Expect(handovers.Locator("li")).ToHaveCountAsync(0);
        await Expect(orders.Locator("li")).ToHaveCountAsync(1);
        await Back("指令下达");
        await Expect(orders.Locator("li")).ToHaveCountAsync(0);
        await Back("接任务");
        await Expect(tasks.Locator("li").First).ToBeVisibleAsync();
        await Expect(tasks).Not.ToContainTextAsync(taken);
        await desk.Picture("command-replay-before");
        await desk.Page.Keyboard.PressAsync("Home");
        await Expect(tasks).ToContainTextAsync("还没有任务");
        await desk.Page.Locator(".panel .then button").ClickAsync();
        await Expect(desk.Page.Locator(".panel .then")).ToHaveCountAsync(0);
        await Expect(handovers).ToContainTextAsync(answered);

        static Regex Says(string words) => new(words, RegexOptions.None, TimeSpan.FromSeconds(1));

        // Goes back to the mark before the one with this text.
        async Task Back(string mark)
        {
            for (
                var presses = 0;
                presses < 20 && !(await axis.GetAttributeAsync("aria-valuetext"))!.Contains(mark, StringComparison.Ordinal);
                presses++
            )
                await desk.Page.Keyboard.PressAsync("ArrowLeft");
            await desk.Page.Keyboard.PressAsync("ArrowLeft");
        }
    }

    [Fact]
    public async Task Who_has_no_right_to_the_desk_is_told_so_and_who_can_help()
    {
        await using var screen = await (await demo.Open("auditor", Device.Desk)).Go("/command");
        await Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("不在您的范围");
        (await screen.Unreachable("指挥台", 5)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_desk_speaks_English_where_somebody_asks_for_it()
    {
        await using var desk = await demo.Desk("duty", Device.Laptop);
        await desk.Page.Locator("[aria-label=English]").ClickAsync();
        await Expect(desk.Page.Locator(".kpi").First).ToContainTextAsync("Open");
        await Expect(desk.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task A_word_without_a_break_pushes_nothing_off_the_desk()
    {
        var fire = await demo.RunningFire(new string('W', 60));
        await using var screen = await demo.Desk("commander", Device.Laptop);
        await screen.Card(fire).ClickAsync();
        await Expect(screen.Page.Locator(".panel .facts .chip").First).ToBeVisibleAsync();
        // A chip can show words of another sender.
        await screen.Page.EvaluateAsync(
            "word => { for (const chip of document.querySelectorAll('.panel .facts .chip')) chip.textContent = word }",
            new string('W', 200)
        );
        (
            await screen.Faults(
                """
                (() => {
                  const panel = document.querySelector('.panel').getBoundingClientRect()
                  return [...document.querySelectorAll('.panel .facts .chip, .panel h2, .board .card .words b')].map((one) => [one, one.getBoundingClientRect()]).filter(([one, box]) => box.right > (one.closest('.panel') ? panel.right : innerWidth) + 1).map(([one, box]) => `${one.className || one.tagName} ${Math.round(box.right)} of ${Math.round(panel.right)}`)
                })()
                """
            )
        ).ShouldBeEmpty();
        (await screen.Holds("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_at_the_top_lies_over_anything_else_whatever_the_width_and_whatever_it_says()
    {
        await using var desk = await demo.Desk("duty", Device.Desk);
        await Expect(desk.Page.Locator(".top .duty .whole")).ToBeAttachedAsync();
        foreach (var says in (string[])["as it is", "a busy night"])
        {
            // These states are made, not waited for: four lines down, counts of three digits, and a shift that nobody has taken over.
            if (says != "as it is")
                await desk.Page.EvaluateAsync(
                    """
                    () => {
                      for (const count of document.querySelectorAll('.top .kpi b')) count.textContent = '128'
                      document.querySelector('.top .duty').classList.add('late')
                      document.querySelector('.top .duty .over').textContent = '21:30 应交班，未交'
                      for (const line of document.querySelectorAll('.top .lamps li')) { line.className = 'down'; line.querySelector('span').textContent = '中断 59 分钟' }
                    }
                    """
                );
            foreach (var width in (int[])[1920, 1800, 1700, 1600, 1500, 1499, 1366, 1180, 1024, 900])
            {
                await desk.Page.SetViewportSizeAsync(width, 900);
                (
                    await desk.Holds(
                        """
                        () => {
                          const shown = [...document.querySelectorAll('header.top > *, header.top > .given > *, header.top .duty button, header.top .lamps li')].filter((one) => getComputedStyle(one).position !== 'absolute').map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 0)
                          return shown.every(([one, box]) => box.left >= 0 && box.right <= innerWidth && shown.every(([other, beside]) => one === other || one.contains(other) || other.contains(one) || box.right <= beside.left + 0.5 || beside.right <= box.left + 0.5))
                        }
                        """
                    )
                ).ShouldBeTrue($"at {width}, {says}");
                await desk.Picture($"desk-{(says == "as it is" ? "calm" : "busy")}-{width}");
            }
        }
    }
}
