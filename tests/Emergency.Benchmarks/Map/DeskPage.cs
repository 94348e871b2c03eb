using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Emergency.Benchmarks.Map;

/// <summary>
/// The command desk in a page of its own (src/web/bench/desk.ts) with as many open incidents as wanted: requests are answered and changes
/// are made inside the page, so nothing but the page is measured.
/// </summary>
internal sealed class DeskPage(IPage page, ICDPSession session) : IAsyncDisposable
{
    private const string Origin = "http://desk.localhost",
        Path = "/bench/";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120),
        Often = TimeSpan.FromMilliseconds(100);

    public static async Task<DeskPage> Open(Chromium chromium, string folder, int incidents)
    {
        var context = await chromium.Browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1920, Height = 1080 },
                Locale = "zh-CN",
                TimezoneId = "Asia/Shanghai",
            }
        );
        context.SetDefaultTimeout((float)Longest.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.RouteAsync($"{Origin}/**", route => Answer(route, folder));
        await page.GotoAsync(FormattableString.Invariant($"{Origin}{Path}desk.html?incidents={incidents}"));
        var desk = new DeskPage(page, await context.NewCDPSessionAsync(page));
        await desk.Stands();
        return desk;
    }

    private static Task Answer(IRoute route, string folder)
    {
        var at = new Uri(route.Request.Url).AbsolutePath;
        var file = at.StartsWith(Path, StringComparison.Ordinal) ? System.IO.Path.Combine(folder, at[Path.Length..]) : "";
        return file.Length > 0 && File.Exists(file)
            ? route.FulfillAsync(new() { Path = file })
            : route.FulfillAsync(new() { Status = 404 });
    }

    private async Task Stands()
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(Often, TimeProvider.System))
        {
            var why = await page.EvaluateAsync<string?>("() => window.bench ? window.bench.lacks() : 'the page does not run'");
            if (why is "")
                return;
            if (Stopwatch.GetElapsedTime(began) > Longest)
                throw new NotShown($"the desk was not drawn within {Longest.TotalSeconds:F0} s: {why}");
        }
    }

    /// <summary>Milliseconds between the frames of a time with so many changes a second.</summary>
    public async Task<IReadOnlyList<double>> Gaps(int changes, TimeSpan time)
    {
        await page.EvaluateAsync("(changes) => bench.run(changes)", changes);
        // The first changes wake idle code.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        await page.EvaluateAsync("() => bench.begin()");
        await Task.Delay(time, TimeProvider.System);
        var gaps = await page.EvaluateAsync<JsonElement>("() => bench.gaps()");
        await page.EvaluateAsync("() => bench.rest()");
        return [.. gaps.EnumerateArray().Select(gap => gap.GetDouble())];
    }

    /// <summary>
    /// Milliseconds from each key to the picture drawn after it, with so many changes a second: down and up the board, a dialog opened,
    /// typed into and closed.
    /// </summary>
    public async Task<IReadOnlyList<double>> Keys(int changes, int rounds)
    {
        string[] keys = ["j", "j", "j", "k", "?", "Escape", "n", "a", "b", "Escape"];
        await page.EvaluateAsync("(changes) => bench.run(changes)", changes);
        await page.EvaluateAsync("() => bench.begin()");
        for (var round = 0; round < rounds; round++)
            foreach (var key in keys)
            {
                await page.Keyboard.PressAsync(key);
                await Task.Delay(TimeSpan.FromMilliseconds(150 + (round * 37 % 101)), TimeProvider.System);
            }
        await page.EvaluateAsync("() => bench.rest()");
        var took = await page.EvaluateAsync<JsonElement>("() => bench.keys()");
        return [.. took.EnumerateArray().Select(one => one.GetDouble())];
    }

    /// <summary>The page's live heap in bytes, after a collection, and its nodes.</summary>
    public async Task<(double Heap, int Nodes)> Memory()
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        await session.SendAsync("Performance.enable");
        var metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        var heap = metrics.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "JSHeapUsedSize");
        return (heap.GetProperty("value").GetDouble(), await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length"));
    }

    public async ValueTask DisposeAsync()
    {
        await session.DetachAsync();
        await page.Context.CloseAsync();
    }
}
