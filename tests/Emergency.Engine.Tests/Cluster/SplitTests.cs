using Emergency.Engine.Contract;
using Emergency.Engine.Seals;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Two nodes that do not hear each other write to one journal: its unique key decides, and each folds on.</summary>
[Long("nodes on PostgreSQL")]
[Collection(nameof(SomeNodes))]
public sealed class SplitTests
{
    [Fact]
    public async Task What_one_node_wrote_before_and_after_another_is_all_there_on_recovery()
    {
        await using var cluster = await SomeNodes.New();
        var (a, b) = (await cluster.OpenAlone("a"), await cluster.OpenAlone("b"));
        (await Accepted(a, "x", new Book(1))).Sequence.ShouldBe(1);
        (await Accepted(b, "x", new Book(10))).Sequence.ShouldBe(2);
        (await Accepted(a, "x", new Book(100))).Sequence.ShouldBe(3, "its actor was behind, and folded on");
        (await b.Entities.Send(SomeNodes.Named("x"), new Withdraw(112), SomeNodes.Asked())).ShouldBeOfType<Reply.Refused>(
            "a refusal is answered on the newest state"
        );

        // Written by A, then B, then A: whoever wakes it now must know all three.
        var c = await cluster.OpenAlone("c");
        (await Accepted(c, "x", new Withdraw(111))).Sequence.ShouldBe(4);
        (await SomeNodes.Stream(c, "x")).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task One_contested_entity_does_not_disturb_a_hundred_others()
    {
        await using var cluster = await SomeNodes.New();
        var (a, b) = (await cluster.OpenAlone("a"), await cluster.OpenAlone("b"));
        using var stop = new CancellationTokenSource();
        var contest = new[] { a, b }.Select(node => Task.Run(() => Contend(node, stop.Token))).ToList();
        await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(n =>
                        Task.Run(async () =>
                        {
                            for (var sent = 1; sent <= 20; sent++)
                                (await Accepted(a, $"{n}", new Book(1))).Sequence.ShouldBe(sent);
                        })
                    )
            )
            .InTime();
        await stop.CancelAsync();

        var contested = (await Task.WhenAll(contest)).SelectMany(sequences => sequences).Order().ToList();
        contested.ShouldBe(await SomeNodes.Stream(b, "contested"), "each was stored once");
        (a.LostRaces + b.LostRaces).ShouldBeGreaterThan(0, "who watches the nodes sees that two write");
        (await Verify.Run(cluster.Settings("a"))).Broken.ShouldBeNull();
    }

    private static async Task<List<long>> Contend(IEngine node, CancellationToken stop)
    {
        var sequences = new List<long>();
        while (!stop.IsCancellationRequested)
            sequences.Add(await Insisted(node, new Book(1)));
        return sequences;
    }

    // On a busy machine a command may be overtaken, or wait, for as long as anybody tries; a sender sends the same one again.
    private static async Task<long> Insisted(IEngine node, object command)
    {
        var asked = SomeNodes.Asked();
        while (true)
        {
            var reply = await node.Entities.Send(SomeNodes.Named("contested"), command, asked).AsTask().InTime();
            if (reply is not (Reply.Busy or Reply.Stopped))
                return reply.ShouldBeOfType<Reply.Accepted>().Sequence;
        }
    }

    private static async Task<Reply.Accepted> Accepted(IEngine node, string key, object command) =>
        (await node.Entities.Send(SomeNodes.Named(key), command, SomeNodes.Asked()).AsTask().InTime()).ShouldBeOfType<Reply.Accepted>();
}
