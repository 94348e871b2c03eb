using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Emergency.Benchmarks.Map;

/// <summary>Milliseconds between frames, and milliseconds of script in each: of processor time and by the clock.</summary>
internal sealed record Watched(IReadOnlyList<double> Gaps, IReadOnlyList<double> Script, IReadOnlyList<double> ByClock);

/// <summary>
/// The desk's map in a page of its own (src/web/bench), with as many doors and teams as wanted; boundaries and sign-in are those of a real
/// server.
/// </summary>
internal sealed class MapPage(IPage page)
{
    public const string Password = "bench-1234";
    private const string Path = "/bench/";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60),
        Often = TimeSpan.FromMilliseconds(100);

    public IPage Page => page;

    /// <summary>Milliseconds from the page's begin until everything in sight was drawn, tiles too.</summary>
    public double First { get; private set; }

    /// <summary>Opens the map with so many doors and teams, with the base map of the demo or without.</summary>
    public delegate Task<MapPage> Opening(int doors, int teams, bool ground = true);

    /// <summary>Measures maps of a server with the demo, in one browser.</summary>
    public static Task With(Func<Opening, Task> measure) =>
        EngineSpeed.InFolder(async folder =>
        {
            var pages = System.IO.Path.Combine(folder, "page");
            await Build(pages);
            await using var server = await ServerRun.Start(
                Directory.CreateDirectory(System.IO.Path.Combine(folder, "server")).FullName,
                "--demo",
                "on",
                "--demo-password",
                Password
            );
            await using var chromium = await Chromium.Start();
            await measure((doors, teams, ground) => Open(chromium, server.Address, pages, doors, teams, ground));
            return new Round(0, 0);
        });

    /// <summary>Builds the page into a folder, with the packages of the pages.</summary>
    public static async Task Build(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(System.IO.Path.Combine(root.FullName, "Emergency.sln")))
            root = root.Parent;
        if (root is null)
            throw new NotShown("the sources are not there: the page cannot be built");
        var start = new ProcessStartInfo(
            "npx",
            ["vite", "build", "--config", "bench/vite.config.ts", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"]
        )
        {
            WorkingDirectory = System.IO.Path.Combine(root.FullName, "src", "web"),
            UseShellExecute = false,
        };
        using var build = Process.Start(start)!;
        await build.WaitForExitAsync();
        if (build.ExitCode != 0)
            throw new NotShown("the page of the map was not built");
    }

    /// <summary>Opens a map with that many doors and teams, and waits until all of them are drawn.</summary>
    /// <param name="ground">True for the base map of the demo under it.</param>
    private static async Task<MapPage> Open(Chromium chromium, Uri server, string folder, int doors, int teams, bool ground)
    {
        var page = await chromium.SignIn(server, "commander", Password);
        if (!ground)
            await page.AddInitScriptAsync("localStorage.setItem('base-map', 'none')");
        await page.RouteAsync(
            $"**{Path}**",
            route =>
                route.FulfillAsync(new() { Path = System.IO.Path.Combine(folder, new Uri(route.Request.Url).AbsolutePath[Path.Length..]) })
        );
        await page.GotoAsync(FormattableString.Invariant($"{Path}map.html?doors={doors}&teams={teams}"));
        var map = new MapPage(page);
        await map.Wait("() => window.bench ? (bench.first() === null ? 'not everything in sight' : '') : 'the page does not run'");
        map.First = await page.EvaluateAsync<double>("() => bench.first()");
        await map.Look(18.5);
        await map.Look(15);
        return map;
    }

    public async Task Look(double zoom)
    {
        await Wait("() => window.bench && (window.bench.lacks() === 'the boundaries are not drawn' ? 'the boundaries are not drawn' : '')");
        await page.EvaluateAsync("(zoom) => bench.look(zoom)", zoom);
        await Drawn();
    }

    /// <summary>Waits until everything is drawn at its present place.</summary>
    public Task Drawn() => Wait("() => window.bench ? window.bench.lacks() : 'the page does not run'");

    private async Task Wait(string lacks)
    {
        for (var began = Stopwatch.GetTimestamp(); ; await Task.Delay(Often, TimeProvider.System))
        {
            if (await page.EvaluateAsync<string?>(lacks) is not { } why)
                why = "the page does not run";
            if (why.Length == 0)
                return;
            if (Stopwatch.GetElapsedTime(began) > Longest)
                throw new NotShown($"the map was not drawn within {Longest.TotalSeconds:F0} s: {why}");
        }
    }

    /// <summary>Sends "walk", "leap" or "stand" to the teams.</summary>
    public Task Say(string word) => page.EvaluateAsync($"() => bench.{word}()");

    /// <summary>Watches the page during an act.</summary>
    public async Task<Watched> Watch(Func<Task> act)
    {
        await using var trace = await Trace.Start(page.Context.Browser!);
        await page.EvaluateAsync("() => bench.begin()");
        await act();
        var gaps = await page.EvaluateAsync<JsonElement>("() => bench.gaps()");
        var (spent, byClock) = await trace.ScriptPerFrame();
        return new([.. gaps.EnumerateArray().Select(gap => gap.GetDouble())], spent, byClock);
    }

    /// <summary>Drags the map to and fro and turns the wheel, as a hand does, for a time.</summary>
    public async Task PanAndZoom(TimeSpan time)
    {
        var (mouse, began) = (page.Mouse, Stopwatch.GetTimestamp());
        const int middleX = 960,
            middleY = 600,
            far = 320,
            steps = 24;
        for (var n = 0; Stopwatch.GetElapsedTime(began) < time; n++)
        {
            var (dx, dy) = (n % 4) switch
            {
                0 => (far, 0),
                1 => (0, far / 2),
                2 => (-far, 0),
                _ => (0, -far / 2),
            };
            await mouse.MoveAsync(middleX, middleY);
            await mouse.DownAsync();
            for (var step = 1; step <= steps; step++)
            {
                await mouse.MoveAsync(middleX + (dx * step / steps), middleY + (dy * step / steps));
                await Task.Delay(TimeSpan.FromMilliseconds(16), TimeProvider.System);
            }
            await mouse.UpAsync();
            await mouse.WheelAsync(0, n % 8 < 4 ? -240 : 240);
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
        }
    }
}
