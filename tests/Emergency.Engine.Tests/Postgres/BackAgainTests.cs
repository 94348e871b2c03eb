using System.Diagnostics;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Postgres;

/// <summary>From "the database answers again" to the first command and to every duty: seconds, longer only as this machine is slower.</summary>
[Long("PostgreSQL of its own")]
public sealed class BackAgainTests
{
    private static readonly int Stops = Sizes.Of("EMERGENCY_STOPS", 3);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <summary>Time that opening a connection and asking once takes on an idle machine of 2026, in milliseconds.</summary>
    private const double Usual = 5;

    [Theory]
    [InlineData(Stopping.Immediate)]
    [InlineData(Stopping.Fast)]
    public async Task Commands_are_taken_and_each_duty_is_held_soon_after_the_database_is_back_and_meanwhile_they_are_named(Stopping how)
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        using var folder = new TempFolder();
        var database = await cluster.FreshDatabase();
        await using var engine = await new AkkaEngineModule().Start(
            new EngineSettings(folder.Path, database),
            [new LedgerDecider()],
            new LedgerForms(),
            TimeProvider.System
        );
        using var end = new CancellationTokenSource();
        var held = new bool[3];
        var holding = Enumerable
            .Range(0, held.Length)
            .Select(n => engine.Duties.Hold($"duty-{n}", stop => Work(held, n, stop), end.Token))
            .ToList();
        await Until.True(() => Array.TrueForAll(held, one => one), "each duty is held");
        for (var turn = 0; turn < Stops; turn++)
        {
            await cluster.Stop(how);
            await Until.True(
                () => Array.TrueForAll(held, one => !one) && engine.Failing.Count == held.Length,
                "none is held, and each is named"
            );
            engine.Failing.ShouldBe(["duty/duty-0", "duty/duty-1", "duty/duty-2"]);
            await cluster.Start();
            var back = Stopwatch.StartNew();
            await Until.TrueAsync(() => Taken(engine), "a command is taken");
            var taken = back.Elapsed;
            await Until.True(() => Array.TrueForAll(held, one => one), "each duty is held again");
            var all = back.Elapsed;
            var slower = Math.Max(1, await Asking(database) / Usual);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{how}: taken after {taken}, held after {all}, {slower:0.0} × slower than usual"
            );
            taken.ShouldBeLessThan(Bound * slower);
            all.ShouldBeLessThan(Bound * slower);
            engine.Failing.ShouldBeEmpty();
        }
        await end.CancelAsync();
        await Task.WhenAll(holding);
    }

    private static async Task Work(bool[] held, int n, CancellationToken stop)
    {
        Volatile.Write(ref held[n], true);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref held[n], false);
    }

    private static async Task<bool> Taken(IEngine engine) =>
        await engine.Entities.Send(
            new("live", "ledger", "1"),
            new Book(1),
            new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
        ) is Reply.Accepted;

    private static async Task<double> Asking(string database)
    {
        var asked = Stopwatch.StartNew();
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync();
        return asked.Elapsed.TotalMilliseconds;
    }
}
