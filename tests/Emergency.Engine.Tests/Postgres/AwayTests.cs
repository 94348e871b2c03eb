using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class AwayTests
{
    [Fact]
    public async Task While_the_database_is_away_everybody_hears_so_and_all_goes_on_when_it_is_back()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        await using var node = await Node.Open(await cluster.FreshDatabase());
        await node.Store("live/ledger/1", 1, "a");
        await cluster.Stop(Stopping.Immediate);
        (await node.Store("live/ledger/1", 2, "b").InTime()).ShouldBeOfType<Appended.Unknown>();
        await Should.ThrowAsync<NpgsqlException>(async () => await node.Journal.HighestSequence("live/ledger/1", CancellationToken.None));
        await NobodyElseWaits(node, "live/ledger/1", 2, "b").InTime();
        await cluster.Start();
        await Until.True(() => node.Store("live/ledger/1", 2, "b").GetAwaiter().GetResult() is Appended.Stored, "it can be stored again");
        (await node.Stream("live/ledger/1")).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_server_that_is_started_anew_meanwhile_costs_no_answer()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        await using var node = await Node.Open(await cluster.FreshDatabase());
        await node.Store("live/ledger/1", 1, "a");
        await cluster.Stop(Stopping.Fast);
        var storing = node.Store("live/ledger/1", 2, "b");
        await cluster.Start();
        (await storing).ShouldBeOfType<Appended.Stored>();
        (await node.Stream("live/ledger/1")).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_writer_that_the_administrator_ends_is_replaced()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        for (var i = 1; i <= 3; i++)
        {
            (await node.Store("live/ledger/1", i, "a")).ShouldBeOfType<Appended.Stored>();
            await Stranger.Once(
                database,
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            );
        }
        (await node.Stream("live/ledger/1")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_reader_that_the_administrator_ends_asks_again_on_another_connection()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        (await node.Store("live/ledger/1", 1, "a")).ShouldBeOfType<Appended.Stored>();
        for (var i = 0; i < 3; i++)
        {
            (await node.Stream("live/ledger/1")).ShouldBe(["a"]);
            await Stranger.Once(
                database,
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            );
        }
    }

    [Fact]
    public async Task A_lock_that_somebody_keeps_is_not_waited_for_without_end()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await using (var stranger = await Stranger.At(database))
        {
            await stranger.Say("select pg_advisory_lock(x'6A6F75726E616C'::bigint)");
            (await node.Store("live/ledger/1", 1, "a").InTime()).ShouldBeOfType<Appended.Unknown>();
            await NobodyElseWaits(node, "live/ledger/1", 1, "a").InTime();
            // Reading goes on.
            (await node.Journal.HighestSequence("live/ledger/1", CancellationToken.None).AsTask().InTime()).ShouldBe(0);
        }
        await Until.True(() => node.Store("live/ledger/1", 1, "a").GetAwaiter().GetResult() is Appended.Stored, "the lock is free again");
        (await node.Stream("live/ledger/1")).ShouldBe(["a"]);
    }

    /// <summary>Later commands need not wait again: a hundred waits of some seconds each would end after any limit.</summary>
    private static async Task NobodyElseWaits(Node node, string stream, long first, string message)
    {
        for (var i = 0; i < 100; i++)
            (await node.Store(stream, first, message)).ShouldBeOfType<Appended.Unknown>();
    }
}
