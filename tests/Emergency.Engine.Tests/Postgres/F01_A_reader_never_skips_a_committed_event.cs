using System.Collections.Concurrent;
using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

[Long("PostgreSQL")]
public sealed class F01_A_reader_never_skips_a_committed_event
{
    [Fact]
    public async Task With_64_writers_that_pause_before_they_commit_and_roll_back_every_tenth_time()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await using var other = await Node.Open(database);
        var committed = new ConcurrentDictionary<long, bool>();
        Following[] readers = [new(node.Journal, 0), new(other.Journal, 0)];

        await Task.WhenAll([
            .. Enumerable.Range(0, 64).Select(w => Task.Run(() => Strangers(database, w, committed))),
            Task.Run(() => Ours(node, "live/ledger/ours", committed)),
            Task.Run(() => Ours(other, "live/ledger/theirs", committed)),
        ]);

        foreach (var reader in readers)
        {
            await Until.True(() => reader.Seen.Count >= committed.Count, "every reader has met as many events as were committed");
            (await reader.End()).ShouldBe(committed.Keys.Order());
        }
    }

    [Fact]
    public async Task A_position_is_drawn_only_when_the_writer_before_has_ended()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await using Stranger first = await Stranger.At(database, patient: true),
            second = await Stranger.At(database),
            watcher = await Stranger.At(database);
        await first.Say("begin");
        var held = (long)(await first.Say(Stranger.Insert, "live/ledger/1", 1))!;
        var waiting = second.Say(Stranger.Insert, "live/ledger/2", 1);
        await watcher.SeesWaiting(1);
        (await watcher.Say("select last_value from journal_ordering_seq")).ShouldBe(held);
        await first.Say("rollback");
        (await waiting).ShouldBe(held + 1);
    }

    [Fact]
    public async Task Of_a_command_with_several_events_all_positions_are_drawn_under_the_lock()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var node = await Node.Open(database);
        await using Stranger first = await Stranger.At(database, patient: true),
            watcher = await Stranger.At(database);
        await first.Say("begin");
        var held = (long)(await first.Say(Stranger.Insert, "live/ledger/1", 1))!;
        var storing = node.Store("live/ledger/2", 1, "a", "b", "c");
        await watcher.SeesWaiting(1);
        await first.Say(Stranger.Insert, "live/ledger/1", 2);
        await first.Say("commit");
        (await storing).ShouldBe(new Appended.Stored(held + 4));
        (await node.Journal.ReadFeed(0, 10, CancellationToken.None))
            .Select(r => $"{r.Stream} {r.Sequence}")
            .ShouldBe(["live/ledger/1 1", "live/ledger/1 2", "live/ledger/2 1", "live/ledger/2 2", "live/ledger/2 3"]);
    }

    private static async Task Strangers(string database, int writer, ConcurrentDictionary<long, bool> committed)
    {
        await using var stranger = await Stranger.At(database, patient: true);
        for (var i = 0; i < 12; i++)
        {
            await stranger.Say("begin");
            var position = (long)(await stranger.Say(Stranger.Insert, $"live/ledger/{writer}-{i}", 1))!;
            await stranger.Say("select pg_sleep({0} / 1000.0)", (writer + i) % 3 * 2);
            var rollback = (writer + i) % 10 == 0;
            await stranger.Say(rollback ? "rollback" : "commit");
            if (!rollback)
                committed[position] = true;
        }
    }

    private static async Task Ours(Node node, string stream, ConcurrentDictionary<long, bool> committed)
    {
        for (var i = 1; i <= 40; i++)
        {
            var answer = await node.Store(stream, i, $"{i}");
            // Nobody knows where the machine stood still for longer than a group is tried: it is said again, and if it lies there already the stream says where.
            while (answer is Appended.Unknown)
                answer = await node.Store(stream, i, $"{i}");
            committed[answer is Appended.Stored stored ? stored.LastOrdering : await node.PlaceOf(stream, i)] = true;
        }
    }
}
