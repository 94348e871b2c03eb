using Emergency.Engine.Contract;
using Emergency.Engine.Own;
using Emergency.Testing;

namespace Emergency.Engine.Akka.Tests.Nodes;

/// <summary>Two nodes that do not hear each other write to one journal: its unique key decides, and each folds on.</summary>
[Collection(nameof(Cluster))]
public sealed class SplitTests
{
    [Fact]
    public async Task What_one_node_wrote_before_and_after_another_is_all_there_on_recovery()
    {
        await using var cluster = await Cluster.New();
        var (a, b) = (await cluster.OpenAlone("a"), await cluster.OpenAlone("b"));
        (await Accepted(a, "x", new Book(1))).Sequence.ShouldBe(1);
        (await Accepted(b, "x", new Book(10))).Sequence.ShouldBe(2);
        (await Accepted(a, "x", new Book(100))).Sequence.ShouldBe(3, "its actor was behind, and folded on");
        (await b.Entities.Send(Cluster.Named("x"), new Withdraw(112), Cluster.Asked())).ShouldBeOfType<Reply.Refused>(
            "a refusal is answered on the newest state"
        );

        // Written by A, then B, then A: whoever wakes it now must know all three.
        var c = await cluster.OpenAlone("c");
        (await Accepted(c, "x", new Withdraw(111))).Sequence.ShouldBe(4);
        (await Cluster.Stream(c, "x")).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task One_contested_entity_does_not_disturb_a_hundred_others()
    {
        await using var cluster = await Cluster.New();
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
        contested.ShouldBe(await Cluster.Stream(b, "contested"), "each was stored once");
        (await Verify.Run(cluster.Settings("a"))).Broken.ShouldBeNull();
    }

    private static async Task<List<long>> Contend(IEngine node, CancellationToken stop)
    {
        var sequences = new List<long>();
        while (!stop.IsCancellationRequested)
            sequences.Add((await Accepted(node, "contested", new Book(1))).Sequence);
        return sequences;
    }

    private static async Task<Reply.Accepted> Accepted(IEngine node, string key, object command) =>
        (await node.Entities.Send(Cluster.Named(key), command, Cluster.Asked()).AsTask().InTime()).ShouldBeOfType<Reply.Accepted>();
}
