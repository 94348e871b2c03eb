using System.Collections.Concurrent;
using System.Diagnostics;
using Emergency.Engine;
using Emergency.Engine.Hosting;
using Emergency.Testing.Postgres;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures the time from a reply to the event in the feed, at 200 commands a second: on the same node, and on another one behind the same
/// PostgreSQL.
/// </summary>
internal static class FeedLag
{
    private const int Commands = 2_000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    public static async Task Measure()
    {
        Console.WriteLine(FormattableString.Invariant($"\nfeed lag at 200 commands/s, {Commands:N0} commands"));
        await EngineSpeed.InFolder(async folder =>
        {
            await Lag("SQLite", new EngineSettings(folder) { Ballast = 0 }, null);
            return new Round(0, 0);
        });
        if (PostgresCluster.Missing is not null)
            return;
        var database = await (await PostgresCluster.Shared).FreshDatabase();
        await EngineSpeed.InFolder(one =>
            EngineSpeed.InFolder(async other =>
            {
                await Lag("PostgreSQL, other node", new EngineSettings(one, database), new EngineSettings(other, database));
                return new Round(0, 0);
            })
        );
    }

    private static async Task Lag(string what, EngineSettings writing, EngineSettings? reading)
    {
        var counting = new Counting();
        await using var writer = await new AkkaEngineModule().Start(writing, [counting], counting, TimeProvider.System);
        await using var other = reading is null
            ? null
            : await new AkkaEngineModule().Start(reading, [counting], counting, TimeProvider.System);
        var (replied, seen) = (new ConcurrentDictionary<long, long>(), new ConcurrentDictionary<long, long>());
        using var over = new CancellationTokenSource();
        var following = Task.Run(async () =>
        {
            await foreach (var batch in (other ?? writer).Feed.Read(Position.Start, over.Token))
            foreach (var happened in batch)
                seen[happened.Position.Value] = Stopwatch.GetTimestamp();
        });
        for (var n = 0; n < Commands; n++)
        {
            var reply = (Reply.Accepted)
                await writer.Entities.Send(
                    new EntityId("live", "count", $"{n % 50}"),
                    new Counting.Add(1),
                    Counting.Meta(TimeProvider.System)
                );
            replied[reply.Position.Value] = Stopwatch.GetTimestamp();
            await Task.Delay(Between, TimeProvider.System);
        }
        while (seen.Count < Commands)
            await Task.Delay(Between, TimeProvider.System);
        await over.CancelAsync();
        await following.ContinueWith(static _ => { }, TaskScheduler.Default);
        var lags = replied
            .Select(one => Math.Max(0, Stopwatch.GetElapsedTime(one.Value, seen[one.Key]).TotalMilliseconds))
            .Order()
            .ToList();
        Console.WriteLine(
            FormattableString.Invariant(
                $"  {what, -24} median {lags[lags.Count / 2]:F2} ms, p99 {lags[(int)(lags.Count * 0.99)]:F2} ms, most {lags[^1]:F2} ms"
            )
        );
    }
}
