using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Emergency.Benchmarks;
using Emergency.Benchmarks.Fanout;
using Emergency.Benchmarks.Marker;
using Emergency.Benchmarks.Years;
using Emergency.Testing.Postgres;

// dotnet run -c Release --project tests/Emergency.Benchmarks -- [engine|postgres|start|replay|memory|idle|waking|impact|lag|failover] [rounds, events, residents or points]
// … -- reports [rounds] [folder of another build of it, as with another engine] | years [events] [drills] [folder that is kept] | fanout [clients] [rounds] | marker [watchers] [commands/s] [rounds] | first
if (args is ["listeners", .. var words])
    return await Listeners.Run(words);
if (args is ["node", var folder, var journal])
    return await Failover.Hold(folder, journal);
if (args is ["heap", var data])
    return await Memory.Say(data);
var what = args.ElementAtOrDefault(0) ?? "all";
var number = Number(1);
if (typeof(EngineSpeed).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    Console.Error.WriteLine("measured only in Release: dotnet run -c Release --project tests/Emergency.Benchmarks");
    return 2;
}
if (Output("git", "status --porcelain").Length > 0)
{
    Console.Error.WriteLine("measured only on a clean tree: commit first");
    return 2;
}
Console.WriteLine(
    $"{Output("git", "log -1 --format=%h")} · .NET {Environment.Version} · {Environment.ProcessorCount} processors · {Output("uname", "-sr")}"
);
try
{
    if (what is "all" or "engine")
        await EngineSpeed.Sqlite(number ?? 5);
    if (what is "all" or "postgres")
    {
        if (PostgresCluster.Missing is { } missing)
            Console.WriteLine($"not run: {missing}");
        else
            await EngineSpeed.Postgres(number ?? 5);
    }
    if (what is "all" or "start")
        await StartTime.Measure(number ?? 1_000_000);
    if (what is "all" or "years")
        await OldCounty.Measure(number ?? 3_300_000, Number(2) ?? 200, args.ElementAtOrDefault(3));
    if (what is "all" or "replay")
        await ReplaySpeed.Measure(number ?? 300_000);
    if (what is "all" or "memory")
        await Memory.Measure(number ?? 100_000);
    if (what is "all" or "idle")
        await IdleEntities.Measure(number ?? 20_000);
    if (what is "all" or "waking")
        await Waking.Measure(number ?? 20_000);
    if (what is "all" or "impact")
        await ImpactSpeed.Measure(number ?? 1_000_000);
    if (what is "all" or "reports")
        await ReportSpeed.Measure(number ?? 3, args.ElementAtOrDefault(2));
    if (what is "all" or "lag")
        await FeedLag.Measure();
    if (what is "all" or "failover" && PostgresCluster.Missing is null)
        await Failover.Measure(number ?? 3);
    if (what is "all" or "fanout")
        await FanoutSpeed.Measure(number ?? 5_000, Number(2) ?? 3);
    if (what is "all" or "first" or "marker")
    {
        if (Chromium.Missing is { } missing)
            Console.WriteLine($"not run: {missing}");
        else
        {
            if (what is "all" or "first")
                await FirstStart.Measure();
            if (what is "all" or "marker")
                await MarkerSpeed.Measure(number ?? 1_000, Number(2) ?? 200, Number(3) ?? 3);
        }
    }
    return 0;
}
catch (Exception why) when (why is NotShown or Microsoft.Playwright.PlaywrightException)
{
    Console.Error.WriteLine($"nothing measured: {why.Message}");
    return 1;
}

int? Number(int place) =>
    int.TryParse(args.ElementAtOrDefault(place), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;

static string Output(string program, string arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    return process.StandardOutput.ReadToEnd().Trim();
}
