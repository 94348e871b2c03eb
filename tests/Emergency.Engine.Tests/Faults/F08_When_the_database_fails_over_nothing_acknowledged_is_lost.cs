using Emergency.Engine.Contract.Faults;
using Emergency.Engine.Hosting;
using Emergency.Engine.Reference;
using Emergency.Engine.Tests.Postgres;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Faults;

/// <summary>Two PostgreSQL clusters, the second a synchronous standby; the first dies in a storm and never comes back.</summary>
[Long("two PostgreSQL of its own")]
public sealed class F08WhenTheDatabaseFailsOver : FailoverContract
{
    protected override IEngineModule Module { get; } = new AkkaEngineModule();

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
}
