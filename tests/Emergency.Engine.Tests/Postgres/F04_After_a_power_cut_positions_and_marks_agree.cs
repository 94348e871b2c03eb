using Emergency.Engine.Reference;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Postgres;

[Long("power cuts of a PostgreSQL of its own")]
public sealed class F04_After_a_power_cut_positions_and_marks_agree
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_no_position_is_given_twice()
    {
        await using var cluster = await PostgresOrSkip.OwnCluster();
        var database = await cluster.FreshDatabase();
        await using var node = await Node.Open(database);
        var acknowledged = new List<long>();
        for (var (cut, next) = (0, 1); cut < 3; cut++)
        {
            for (var i = 0; i < 10; i++, next++)
            {
                var stored = await Stored(node, next);
                if (acknowledged.Count > 0)
                    stored.ShouldBeGreaterThan(acknowledged[^1]);
                acknowledged.Add(stored);
            }
            await node.Notes.WriteProgress("reactions", acknowledged[^1], CancellationToken.None);
            await using (var stranger = await Stranger.At(database))
            {
                // Drawn and not committed when the power goes.
                await stranger.Say("begin");
                await stranger.Say(Stranger.Insert, "live/ledger/never", 1);
                await cluster.Stop(Stopping.Immediate);
            }
            await cluster.Start();
            await using var again = await Node.Open(database);
            (await again.Journal.Head(CancellationToken.None)).ShouldBe(acknowledged[^1]);
            (await again.Notes.ReadProgress("reactions", CancellationToken.None)).ShouldBe(acknowledged[^1]);
            (await again.Journal.ReadFeed(0, 1_000, CancellationToken.None)).Select(r => r.Ordering).ShouldBe(acknowledged);
        }
        var reader = new Following(node.Journal, acknowledged[^1]);
        var last = await Stored(node, acknowledged.Count + 1);
        await Until.True(() => reader.Seen.Count > 0, "a reader that goes on from its mark meets the next event");
        (await reader.End()).ShouldBe([last]);
    }

    // The node that was open before the cut goes on after it.
    private static async Task<long> Stored(Node node, int sequence) =>
        (await node.Store("live/ledger/1", sequence, $"{sequence}")).ShouldBeOfType<Appended.Stored>().LastOrdering;
}
