using System.Diagnostics;
using System.Globalization;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Logging;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures the cost of a resident for the server: its live heap with many residents at risk imported over HTTP, less its heap before, both
/// after a start and a full collection.
/// </summary>
internal static class Memory
{
    private const int Tries = 5,
        Longest = 300; // seconds

    private const string Password = "benchmark-0000",
        Told = "heap ",
        Community = "411502001001";

    public static Task<Round> Measure(int residents) =>
        EngineSpeed.InFolder(async folder =>
        {
            Console.WriteLine(FormattableString.Invariant($"\nmemory of {residents:N0} residents"));
            await using (var run = await ServerRun.Start(folder, "--demo", "on", "--demo-password", Password)) { }
            var before = await Apart(folder);
            await using (var run = await ServerRun.Start(folder))
                await ManyResidents.Import(run.Address, Password, Community, residents);
            var after = await Apart(folder);
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  heap {before / 1e6:F1} MB before, {after / 1e6:F1} MB after: {(double)(after - before) / residents:F0} bytes a resident"
                )
            );
            return new Round(0, 0);
        });

    /// <summary>
    /// The live heap of the whole product on a folder, in a process of its own, so that earlier work of this process is not in it. Due
    /// times that passed meanwhile are worked off before, in processes that are not counted.
    /// </summary>
    public static async Task<long> Apart(string folder)
    {
        for (var tries = 0; ; tries++)
            if (await Once(folder) is (var heap, 0))
                return heap;
            else if (tries == Tries)
                throw new NotShown("something is always due");
    }

    private static async Task<(long Heap, int Due)> Once(string folder)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Emergency.Benchmarks.dll"), "heap", folder])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var line = said.Split('\n').FirstOrDefault(one => one.StartsWith(Told, StringComparison.Ordinal)) ?? throw new NotShown(said);
        var words = line[Told.Length..].Split(' ');
        return (long.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static int Due(Folding folding) => folding.Now.Of<DuesKnown>(Entities.Live).Until(TimeProvider.System.GetUtcNow()).Count();

    /// <summary>Runs the process that <see cref="Apart"/> starts.</summary>
    public static async Task<int> Say(string folder)
    {
        var (heap, due) = await Heap(folder);
        Console.WriteLine(FormattableString.Invariant($"{Told}{heap} {due}"));
        return 0;
    }

    /// <summary>
    /// Runs the whole product in this process until its views are at the journal's end, before any request; returns the number of due times
    /// then, which are worked off before it ends.
    /// </summary>
    private static async Task<(long Heap, int Due)> Heap(string folder)
    {
        var settings = SettingsReading
            .Read(
                ["--data", folder, "--ballast", "0", "--urls", "http://127.0.0.1:0"],
                new Dictionary<string, string>(StringComparer.Ordinal),
                null
            )
            .Settings;
        using var logs = Logs.Make();
        await using var opened = await Opened.Open(settings, TimeProvider.System, logs);
        await using var app = Product.Build(settings.With(opened.Installation), opened);
        await app.StartAsync();
        var folding = app.Services.GetRequiredService<Folding>();
        await folding.At(await opened.Engine.Feed.Head(), Timeout.InfiniteTimeSpan, CancellationToken.None);
        if (folding.BrokenViews is { Count: > 0 } broken)
            throw new NotShown($"broken views: {string.Join(' ', broken)}");
        var due = Due(folding);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var seconds = 0; Due(folding) > 0 && seconds < Longest; seconds++)
            await clock.WaitForNextTickAsync();
        await app.StopAsync();
        return (heap, due);
    }
}
