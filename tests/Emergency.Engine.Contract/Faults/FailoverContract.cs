using System.Collections.Concurrent;
using Emergency.Engine.Contract.Storm;
using Emergency.Engine.Databases;
using Emergency.Engine.Seals;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Contract.Faults;

/// <summary>Two PostgreSQL clusters, the second a synchronous standby; the first dies in a storm and never comes back. A class derives from it for each engine.</summary>
public abstract class FailoverContract
{
    private const int Many = 16,
        Entities = 8;

    protected abstract IEngineModule Module { get; }

    [Fact]
    public async Task Whatever_was_acknowledged_before_the_primary_died_is_on_the_standby_and_a_node_goes_on_there_by_itself()
    {
        await using var primary = await PostgresOrSkip.OwnCluster();
        var database = await primary.FreshDatabase();
        using var folder = new TempFolder();
        var (heard, ledger) = (new ConcurrentQueue<string>(), new StormLedger());
        await using var standby = await primary.SynchronousStandby();
        var settings = new EngineSettings(folder.Path, Both(database, primary, standby));
        await using (var engine = await Module.Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System))
        {
            using var stop = new CancellationTokenSource();
            var storm = Enumerable
                .Range(0, Many)
                .Select(n => Task.Run(() => Senders.Rage(engine, new Random(n), Entities, heard, stop.Token)))
                .ToList();
            await Until.True(() => heard.Count > 3_000, "the storm rages");
            await primary.Stop(Stopping.Immediate);
            var dead = heard.Count;
            await standby.Promote();
            await Until.True(
                () => heard.Skip(dead).Count(line => line.StartsWith("did", StringComparison.Ordinal)) > 500,
                "the storm rages on over the standby"
            );
            await stop.CancelAsync();
            await Task.WhenAll(storm);
            ledger.Add(heard);
            foreach (var open in ledger.Open)
                ledger.Did(open.Command, (await Senders.Send(engine, open)).ShouldBeOfType<Reply.Accepted>().Position.Value);
        }
        ledger.Contradicted.ShouldBe(0);
        await using (var snapshot = await Database.Snapshot(settings, CancellationToken.None))
            (await ledger.Against(snapshot)).ShouldBe(new Count(0, 0, 0, 0, 0));
        (await Verify.Run(settings)).Whole.ShouldBeTrue();
    }

    // Both addresses, as an operator writes them.
    protected static string Both(string database, PostgresCluster primary, PostgresCluster standby) =>
        database.Replace(
            $"Host=127.0.0.1;Port={primary.Port}",
            $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}",
            StringComparison.Ordinal
        );
}
