using Emergency.Engine.Own;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Npgsql;

namespace Emergency.Engine.Tests.Postgres;

public sealed class F03_An_idle_session_holds_nobody_up
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(5);

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
    public async Task A_writer_that_idles_before_its_commit_is_ended_and_the_next_is_served_within_5_s()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await using var stranger = await Stranger.At(database);
        await stranger.Say("begin");
        await stranger.Say(Stranger.Insert, "live/ledger/1", 1);
        var began = TimeProvider.System.GetTimestamp();
        (await node.Store("live/ledger/1", 1, "a")).ShouldBe(new Appended.Stored(2));
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Stall);
        await Should.ThrowAsync<NpgsqlException>(() => stranger.Say("commit"));
        (await node.Stream("live/ledger/1")).ShouldBe(["a"]);
    }
}
