using System.Diagnostics;
using Emergency.Browser.Tests.Fixtures;
using Emergency.Testing;
using static Microsoft.Playwright.Assertions;

namespace Emergency.Browser.Tests.Command;

/// <summary>Story 5: the line to 119 is dead.</summary>
[Collection(nameof(DemoCollection))]
[Long("a whole story: the main acts of its pages are quick")]
public sealed class LinkDownTests(Demo demo, ITestOutputHelper output)
{
    [Fact]
    public async Task A_dead_line_is_said_with_the_number_to_dial_the_call_is_logged_in_two_taps_and_the_message_follows_once()
    {
        using var centre = new HttpClient
        {
            BaseAddress = new Uri(
                demo.Server.Lines.First(line => line.Contains("hotlines are simulated on", StringComparison.Ordinal))
                    .Split(' ')
                    .First(word => word.StartsWith("http", StringComparison.Ordinal))
                    .TrimEnd(',')
            ),
        };
        await using var desk = await demo.Desk("duty", Device.Desk);
        using var duty = await demo.SignIn("duty");
        var fire = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "邻居来报",
                    priority = "life",
                    community = "411502001001",
                }
            )
        ).Is(201).String("id")!;
        await desk.Select(fire, "邻居来报");
        try
        {
            (await centre.PostAsync(new Uri("/control/down", UriKind.Relative), null)).EnsureSuccessStatusCode();
            var dark = Stopwatch.GetTimestamp();
            await Expect(desk.Page.Locator(".bar.error")).ToContainTextAsync("119");
            output.WriteLine($"said after {Stopwatch.GetElapsedTime(dark).TotalSeconds:F1} s");
            await Expect(desk.Page.Locator(".bar.error")).ToContainTextAsync("线路中断");
            await Expect(desk.Page.Locator(".bar.error a[href='tel:119']")).ToBeVisibleAsync();
            await Expect(desk.Page.Locator(".lamps [data-line='119']")).ToContainTextAsync("中断");
            var offered = (await duty.Post($"/api/incidents/{fire}/handovers", new { kind = "fire-rescue", text = "邻居来报" }))
                .Is(201)
                .String("id")!;
            var row = desk.Page.Locator("section li").Filter(new() { HasText = "排队中" });
            await Expect(row).ToBeVisibleAsync();
            (await desk.Unreachable("邻居来报", 150)).ShouldBeEmpty();
            await desk.Picture("command-error-light");
            var taps = 0;
            async Task Tap(string text)
            {
                taps++;
                await desk
                    .Page.Locator(taps == 1 ? ".bar.error button" : "dialog[open] button")
                    .Filter(new() { HasText = text })
                    .ClickAsync();
            }
            await Tap("已电话报");
            await Tap("对方已受理");
            await Expect(desk.Page.Locator("section li").Filter(new() { HasText = "邻居来报" }).Filter(new() { HasText = "✓ 对方已受理" }))
                .ToBeVisibleAsync();
            taps.ShouldBe(2);
            (await centre.PostAsync(new Uri("/control/up", UriKind.Relative), null)).EnsureSuccessStatusCode();
            await Expect(desk.Page.Locator(".bar.error")).ToHaveCountAsync(0);
            (await desk.Holds("() => document.querySelector(\"[data-line='119']\").textContent.includes('正常')")).ShouldBeTrue();
            var log = await centre.GetStringAsync(new Uri("/log", UriKind.Relative));
            log.Split('\n')
                .Count(line => line.Contains(offered, StringComparison.Ordinal) && line.Contains("\"offer", StringComparison.Ordinal))
                .ShouldBeLessThanOrEqualTo(1);
            (await duty.Get("/api/incidents?state=all&limit=200"))
                .Is(200)["items"]
                .EnumerateArray()
                .Count(one => one.GetProperty("id").GetString() == fire)
                .ShouldBe(1);
        }
        finally
        {
            await centre.PostAsync(new Uri("/control/up", UriKind.Relative), null);
        }
    }
}
