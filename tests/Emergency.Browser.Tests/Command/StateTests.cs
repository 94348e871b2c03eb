using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>
/// The desk from a quiet day over many incidents to a server that can only read; in a demo of its own, in which nothing has happened yet.
/// </summary>
[Long("a demo of its own on a small disk")]
public sealed class StateTests
{
    private static readonly string[] Themes = ["light", "dark"];

    [Fact]
    public async Task From_a_quiet_day_to_a_full_disk_everybody_can_use_the_desk()
    {
        using var disk = new SmallDisk(60);
        await using var demo = await Demo.In(disk["data"]);
        await using var desk = await demo.Desk("commander", Device.Desk, "light");
        await Expect(desk.Page.Locator("[data-kpi=incidents] b")).ToHaveTextAsync("0");
        await Look(desk, "none", "浉河区");
        (await desk.Faults(Red)).ShouldBeEmpty("nothing is red where nothing is wrong");

        await Loading(demo);

        var incidents = new List<string>();
        for (var n = 0; n < 5; n++)
            incidents.Add(await demo.Fire($"第{n + 1}起", 113.85 + n * 0.06, 32.0 + n % 3 * 0.05));
        await Shown(desk, 5);
        await Look(desk, "five", "第");
        for (var n = 5; n < 12; n++)
            incidents.Add(await demo.Fire($"第{n + 1}起", 114.01 + n % 4 * 0.02, 32.08 + n / 4 * 0.02));
        await Shown(desk, 12);
        await desk.Page.SetViewportSizeAsync(Device.Laptop.Width, Device.Laptop.Height);
        await Look(desk, "twelve-1366", "第");
        await desk.Page.SetViewportSizeAsync(1024, 768);
        (await desk.Faults(CutOff)).ShouldBeEmpty("nothing is cut off at the right");
        await Look(desk, "drawer-1024", "第");
        await desk.Page.SetViewportSizeAsync(Device.Desk.Width, Device.Desk.Height);

        await Fill(disk);
        using var duty = await demo.SignIn("duty");
        await Until.True(
            () =>
                duty.Post(
                        "/api/incidents",
                        new
                        {
                            category = "fire",
                            title = "写不下",
                            community = DeskScreen.Community,
                        }
                    )
                    .GetAwaiter()
                    .GetResult()
                    .Status == 507,
            "the server says that its disk is full"
        );
        await Expect(desk.Page.Locator(".bar.error")).ToContainTextAsync("只能看，不能写");
        await Expect(desk.Page.Locator(".bar.error a.dial")).ToHaveTextAsync("拨0376-000-0110");
        await Expect(desk.Card(incidents[0])).ToContainTextAsync("第1起");
        await desk.Page.Keyboard.PressAsync("n");
        await Expect(desk.Dialog()).ToHaveCountAsync(0);
        await Look(desk, "readonly", "第");
        File.Delete(disk["full"]);
        await Expect(desk.Page.Locator(".bar.error")).ToHaveCountAsync(0);
        var after = await demo.Fire("又能写了");
        await Expect(desk.Card(after)).ToContainTextAsync("又能写了");
    }

    /// <summary>Elements in solid red though nothing is late and nobody needs help.</summary>
    private const string Red = """
        [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility?.() && ['rgb(201, 42, 30)', 'rgb(196, 40, 27)'].includes(getComputedStyle(one).backgroundColor)).map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 20)}`)
        """;

    private const string CutOff = """
        [...document.querySelectorAll('.top nav, .right, .panel .foot, .late')].map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.right > innerWidth).map(([one, box]) => `${one.className} ${box.right} of ${innerWidth}`)
        """;

    private static async Task Shown(Screen desk, int incidents)
    {
        await Expect(desk.Page.Locator("[data-kpi=incidents] b")).ToHaveTextAsync($"{incidents}");
        await Expect(desk.Page.Locator(".board [data-incident]")).ToHaveCountAsync(incidents);
    }

    // The line to the server opens and stays silent: an unknown number is not shown as a figure.
    private static async Task Loading(Demo demo)
    {
        await using var desk = await demo.Open("commander", Device.Desk);
        await desk.Page.RouteWebSocketAsync("**/live", _ => { });
        await desk.Go("/command");
        await Expect(desk.Page.Locator("[data-kpi=incidents] b")).ToHaveTextAsync("–");
        await Expect(desk.Page.Locator(".left [role=status]")).ToContainTextAsync("秒");
        await Look(desk, "loading", "浉河区");
    }

    private static async Task Look(Screen desk, string state, string heading)
    {
        (await desk.Unreachable(heading, 100)).ShouldBeEmpty(state);
        foreach (var theme in Themes)
        {
            if (await desk.Page.EvaluateAsync<string>("document.documentElement.dataset.theme") != theme)
                await desk.Page.GetByLabel("切换深浅").ClickAsync();
            await Expect(desk.Page.Locator($"html[data-theme={theme}]")).ToHaveCountAsync(1);
            await desk.Picture($"command-{state}-{theme}");
        }
    }

    private static async Task Fill(SmallDisk disk)
    {
        await using var file = new FileStream(disk["full"], FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        var block = new byte[4096];
        try
        {
            while (true)
                await file.WriteAsync(block);
        }
        catch (IOException)
        {
            // The disk is full, as intended: next comes the server's own 507.
        }
    }
}
