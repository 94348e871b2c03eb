using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class F02_A_reader_starts_in_a_hole
{
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(101)]
    public async Task And_meets_what_is_stored_behind_it(long after)
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await node.Store("live/ledger/1", 1, "a");
        await Hole(database, 100);
        var reader = new Following(node.Journal, after);
        (await node.Journal.Head(CancellationToken.None)).ShouldBe(1);
        (await node.Store("live/ledger/1", 2, "b")).ShouldBe(new Appended.Stored(102));
        await Hole(database, 40);
        (await node.Store("live/ledger/1", 3, "c")).ShouldBe(new Appended.Stored(143));
        await Until.True(() => reader.Seen.Count >= 2, "both events behind the hole are met");
        (await reader.End()).ShouldBe([102L, 143L]);
    }

    [Fact]
    public async Task A_tail_of_nothing_but_holes_ends_where_the_last_event_stands()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await Hole(database, 100);
        (await node.Journal.Head(CancellationToken.None)).ShouldBe(0);
        (await node.Journal.ReadFeed(0, 10, CancellationToken.None)).ShouldBeEmpty();
        await node.Store("live/ledger/1", 1, "a");
        await Hole(database, 100);
        (await node.Journal.Head(CancellationToken.None)).ShouldBe(101);
        (await node.Journal.ReadFeed(0, 10, CancellationToken.None)).ShouldHaveSingleItem().Ordering.ShouldBe(101);
    }

    private static async Task Hole(string database, int size)
    {
        await using var stranger = await Stranger.At(database);
        await stranger.Say("begin");
        for (var i = 0; i < size; i++)
            await stranger.Say(Stranger.Insert, "live/ledger/never", i + 1);
        await stranger.Say("rollback");
    }
}
