using System.Collections.Concurrent;
using Emergency.Engine.Contract;
using Emergency.Engine.Contract.Storm;
using Emergency.Engine.Own;
using Emergency.Engine.Own.Storing;
using Emergency.Engine.Tests.Postgres;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Faults;

/// <summary>Two PostgreSQL clusters, the second a synchronous standby; the first dies in a storm and never comes back.</summary>
[Long("two PostgreSQL of its own")]
public sealed class F08WhenTheDatabaseFailsOver
{
    private const int Many = 16,
        Entities = 8;

    [Fact]
    public async Task Whatever_was_acknowledged_before_the_primary_died_is_on_the_standby_and_a_node_goes_on_there_by_itself()
    {
        await using var primary = await PostgresOrSkip.OwnCluster();
        var database = await primary.FreshDatabase();
        using var folder = new TempFolder();
        var (heard, ledger) = (new ConcurrentQueue<string>(), new StormLedger());
        await using var standby = await primary.SynchronousStandby();
        var settings = new EngineSettings(folder.Path, Both(database, primary, standby));
        await using (
            var engine = await new OwnEngineModule().Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System)
        )
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

    [Fact]
    public async Task Until_the_standby_is_promoted_nobody_reads_there_what_may_be_older_than_what_was_acknowledged()
    {
        await using var primary = await PostgresOrSkip.OwnCluster();
        var database = await primary.FreshDatabase();
        await using var standby = await primary.SynchronousStandby();
        await using var node = await Node.Open(Both(database, primary, standby));
        (await node.Store("live/ledger/1", 1, "a")).ShouldBeOfType<Appended.Stored>();
        (
            await Should.ThrowAsync<CannotStart>(() =>
                Node.Open(database.Replace($"Port={primary.Port}", $"Port={standby.Port}", StringComparison.Ordinal))
            )
        ).Message.ShouldContain("read-only");
        await primary.Stop(Stopping.Immediate);
        var reads = Enumerable
            .Range(0, 24)
            .Select(_ => Task.Run(() => node.Journal.HighestSequence("live/ledger/1", CancellationToken.None).AsTask()))
            .ToList();
        foreach (var read in reads)
            await Should.ThrowAsync<NpgsqlException>(() => read);
        (await node.Store("live/ledger/1", 2, "b")).ShouldBeOfType<Appended.Unknown>();
        await standby.Promote();
        await Until.True(
            () => node.Store("live/ledger/1", 2, "b").GetAwaiter().GetResult() is Appended.Stored,
            "the standby is the primary"
        );
        (await node.Stream("live/ledger/1")).ShouldBe(["a", "b"]);
    }

    // Both addresses, as an operator writes them.
    private static string Both(string database, PostgresCluster primary, PostgresCluster standby) =>
        database.Replace(
            $"Host=127.0.0.1;Port={primary.Port}",
            $"Host=127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}",
            StringComparison.Ordinal
        );
}
