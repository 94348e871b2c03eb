using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class F03_An_idle_session_holds_nobody_up
{
    [Fact]
    public async Task A_transaction_that_idles_over_another_table_is_not_noticed()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await using var stranger = await Stranger.At(database);
        await stranger.Say("begin");
        await stranger.Say("insert into progress (reader, done) values ('stranger', 1)");
        var reader = new Following(node.Journal, 0);
        for (var i = 1; i <= 20; i++)
            (await node.Store("live/ledger/1", i, "a")).ShouldBeOfType<Appended.Stored>();
        await Until.True(() => reader.Seen.Count == 20, "all are met while the transaction idles");
        await reader.End();
        (await stranger.Say("commit")).ShouldBeNull();
    }

    [Fact]
    public async Task A_writer_that_idles_before_its_commit_is_ended_and_the_next_is_served()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await using var stranger = await Stranger.At(database);
        await stranger.Say("begin");
        await stranger.Say(Stranger.Insert, "live/ledger/1", 1);
        (await node.Store("live/ledger/1", 1, "a").InTime()).ShouldBe(new Appended.Stored(2));
        await Should.ThrowAsync<NpgsqlException>(() => stranger.Say("commit"));
        (await node.Stream("live/ledger/1")).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_node_that_stands_still_in_the_middle_of_its_sentence_is_ended_and_says_it_again_when_it_wakes()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        using var proxy = new CuttingProxy((await PostgresCluster.Shared).Port);
        await using Node paused = await Node.Open($"{database};Port={proxy.Port}"),
            other = await Node.Open(database);
        await paused.Store("live/ledger/1", 1, "a");
        await other.Store("live/ledger/2", 1, "a");
        // The lock is taken by the first words of a group, the last words never come.
        proxy.Arm("half-way"u8, Cut.HalfWay);
        var storing = paused.Store("live/ledger/1", 2, "half-way" + new string('b', 400_000));
        await using var watcher = await Stranger.At(database);
        await watcher.Sees("select exists (select 1 from pg_locks where locktype = 'advisory' and granted)", "the lock is held");
        (await other.Store("live/ledger/2", 2, "b").InTime()).ShouldBeOfType<Appended.Stored>();
        proxy.GoOn();
        (await storing).ShouldBeOfType<Appended.Stored>();
        (await paused.Stream("live/ledger/1")).Count.ShouldBe(2);
    }
}
