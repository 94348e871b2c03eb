using System.Diagnostics;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>A desk after a cut: equal to the server again, without a reload.</summary>
[Collection(nameof(KilledCollection))]
[Long("the line, the server or the machine of a desk goes away")]
public sealed class CutTests(KilledDemo demo, ITestOutputHelper output)
{
    private const string Untouched = "window.neverReloaded = true";

    [Fact]
    public async Task A_wire_that_was_cut_is_said_with_the_time_of_the_data_and_what_was_missed_is_made_up_for()
    {
        await using var relay = new Relay(() => demo.Address);
        await using var desk = await demo.Desk("commander", Device.Desk, through: relay.Address);
        await desk.Page.EvaluateAsync(Untouched);
        relay.Cut();
        await Expect(desk.Page.Locator(".bar.offline")).ToContainTextAsync("数据截至");
        await Expect(desk.Page.Locator(".lamps .unknown")).ToHaveCountAsync(4);
        (await desk.Unreachable("浉河区", 100)).ShouldBeEmpty();
        await desk.Picture("command-offline-light");
        var fire = await demo.Fire("断网时来的");
        relay.Mend();
        var back = Stopwatch.GetTimestamp();
        await Expect(desk.Card(fire)).ToContainTextAsync("断网时来的");
        output.WriteLine($"equal again {Stopwatch.GetElapsedTime(back).TotalMilliseconds:F0} ms after the wire was back");
        await Expect(desk.Page.Locator(".bar.offline")).ToHaveCountAsync(0);
        (await desk.Page.EvaluateAsync<bool>("window.neverReloaded")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_was_killed_and_started_again_is_followed_without_a_reload()
    {
        var fire = await demo.RunningFire("重启也在");
        await using var relay = new Relay(() => demo.Address);
        await using var desk = await demo.Desk("commander", Device.Desk, "dark", relay.Address);
        await desk.Select(fire, "重启也在");
        await desk.Page.EvaluateAsync(Untouched);
        await demo.Server.Kill();
        await Expect(desk.Page.Locator(".bar.offline")).ToBeVisibleAsync();
        (await desk.Unreachable("重启也在", 200)).ShouldBeEmpty();
        await desk.Picture("command-offline-dark");
        await demo.Server.Begin();
        var back = Stopwatch.GetTimestamp();
        await Expect(desk.Page.Locator(".bar.offline")).ToHaveCountAsync(0);
        output.WriteLine($"equal again {Stopwatch.GetElapsedTime(back).TotalMilliseconds:F0} ms after the server served again");
        using var secretary = await demo.SignIn("secretary");
        var persons = await secretary.Persons(fire);
        await secretary.Check(fire, persons[0], new { state = "safe" });
        await Expect(desk.Figure("atRisk", "moved")).ToHaveTextAsync("1");
        (await desk.AddsUp()).ShouldBeTrue();
        var after = await demo.Fire("重启之后");
        await Expect(desk.Card(after)).ToContainTextAsync("重启之后");
        (await desk.Page.EvaluateAsync<bool>("window.neverReloaded")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_laptop_that_slept_is_equal_to_the_server_soon_after_it_wakes()
    {
        await using var relay = new Relay(() => demo.Address);
        await using var desk = await demo.Desk("commander", Device.Laptop, through: relay.Address);
        await desk.Page.EvaluateAsync(Untouched);
        var pages = await demo.PageProcesses();
        await Signal(pages, "STOP");
        string fire;
        try
        {
            relay.Silence();
            fire = await demo.Fire("睡着时来的");
            // Longer than the line can be silent; nobody counts while the laptop sleeps.
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        finally
        {
            await Signal(pages, "CONT");
        }
        var awake = Stopwatch.GetTimestamp();
        await Expect(desk.Card(fire)).ToContainTextAsync("睡着时来的");
        output.WriteLine($"equal again {Stopwatch.GetElapsedTime(awake).TotalMilliseconds:F0} ms after waking");
        (await desk.Page.EvaluateAsync<bool>("window.neverReloaded")).ShouldBeTrue();
    }

    private static async Task Signal(IEnumerable<int> processes, string name)
    {
        await using var kill = RunningProcess.Start("kill", [$"-{name}", .. processes.Select(id => $"{id}")]);
        (await kill.Exit(Until.AtMost)).ShouldBe(0);
    }

    [Fact]
    public async Task Signing_out_in_another_window_ends_the_desk_here()
    {
        await using var desk = await demo.Desk("commander", Device.Laptop);
        (await desk.Context.APIRequest.GetAsync("/api/session")).Ok.ShouldBeTrue();
        var antiforgery = (await (await desk.Context.APIRequest.GetAsync("/api/session")).JsonAsync())!
            .Value.GetProperty("antiforgery")
            .GetString()!;
        (
            await desk.Context.APIRequest.DeleteAsync(
                "/api/session",
                new() { Headers = [new("X-Antiforgery", antiforgery), new("Origin", demo.Address.GetLeftPart(UriPartial.Authority))] }
            )
        ).Ok.ShouldBeTrue();
        await desk.At("/login?to=%2Fcommand");
    }
}
