using System.Diagnostics;
using Emergency.Engine;
using Emergency.Testing.Postgres;

namespace Emergency.Benchmarks;

/// <summary>
/// Measures failover: two nodes of the engine behind one PostgreSQL. The node that holds a duty and has woken the entities is killed; the
/// other is timed until the entities answer there, and until it has the duty.
/// </summary>
internal static class Failover
{
    private const int Many = 100;
    private const string Duty = "clock",
        Ready = "ready";

    /// <summary>Time that both nodes run before one is killed: by then the cluster has formed and shared its entities out.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    public static async Task Measure(int rounds)
    {
        Console.WriteLine(FormattableString.Invariant($"\nfailover with two nodes, {rounds} rounds"));
        var (entities, duties) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
            await EngineSpeed.InFolder(one =>
                EngineSpeed.InFolder(async other =>
                {
                    var (entity, duty) = await Once(one, other);
                    entities.Add(entity.TotalSeconds);
                    duties.Add(duty.TotalSeconds);
                    return new Round(0, 0);
                })
            );
        Console.WriteLine($"  {Many} entities answered after {Said(entities)}");
        Console.WriteLine($"  the duty moved after {Said(duties)}");
    }

    /// <summary>Runs a node that holds the duty and wakes all entities, until it is killed.</summary>
    public static async Task<int> Hold(string folder, string journal)
    {
        await using var engine = await Counting.Start(new(folder, journal));
        await Wake(engine);
        await engine.Duties.Hold(
            Duty,
            async stop =>
            {
                Console.WriteLine(Ready);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            },
            CancellationToken.None
        );
        return 0;
    }

    private static async Task<(TimeSpan Entities, TimeSpan Duty)> Once(string one, string other)
    {
        var database = await (await PostgresCluster.Shared).FreshDatabase();
        using var first = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Emergency.Benchmarks.dll"), "node", one, database])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            if (await first.StandardOutput.ReadLineAsync() != Ready)
                throw new NotShown("the first node did not start");
            await using var second = await Counting.Start(new(other, database));
            await Wake(second);
            using var end = new CancellationTokenSource();
            var held = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            var holding = second.Duties.Hold(
                Duty,
                stop =>
                {
                    held.TrySetResult(Stopwatch.GetTimestamp());
                    return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                },
                end.Token
            );
            await Task.Delay(Together, TimeProvider.System);
            if (held.Task.IsCompleted)
                throw new NotShown("the second node took the duty while the first had it");
            first.Kill();
            var began = Stopwatch.GetTimestamp();
            await Wake(second);
            var entities = Stopwatch.GetElapsedTime(began);
            var duty = Stopwatch.GetElapsedTime(began, await held.Task);
            await end.CancelAsync();
            await holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return (entities, duty);
        }
        finally
        {
            if (!first.HasExited)
                first.Kill();
            await first.WaitForExitAsync();
        }
    }

    /// <summary>Sends a command to each entity until it is accepted.</summary>
    private static Task Wake(IEngine engine) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Many)
                .Select(async n =>
                {
                    var (to, meta) = (new EntityId("live", "count", $"{n}"), Counting.Meta(TimeProvider.System));
                    while (await engine.Entities.Send(to, new Counting.Add(1), meta) is not Reply.Accepted) { }
                })
        );

    private static string Said(List<double> took)
    {
        took.Sort();
        return FormattableString.Invariant($"{took[took.Count / 2]:F2} s (median; {took[0]:F2} … {took[^1]:F2})");
    }
}
