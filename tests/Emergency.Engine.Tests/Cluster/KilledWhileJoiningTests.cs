using Akka.Actor;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Nodes are killed in the moments in which a cluster is not settled: whoever is left goes on.</summary>
[Long("nodes on PostgreSQL")]
[Collection(nameof(SomeNodes))]
public sealed class KilledWhileJoiningTests
{
    /// <summary>A node as it stands when the other one is killed: on its way to it, let in by it, taking part.</summary>
    [Theory]
    [InlineData("removed")]
    [InlineData("joining")]
    [InlineData("up")]
    public async Task A_node_whose_only_other_is_killed_while_it_joins_goes_on_alone(string standing)
    {
        await using var cluster = await SomeNodes.New();
        var first = await cluster.Open("one");
        (await first.Entities.Send(SomeNodes.Named("x"), new Book(1), SomeNodes.Asked())).ShouldBeOfType<Reply.Accepted>();
        var second = await cluster.Open("two");
        // A fast machine may have passed by the standing that is looked for.
        await Task.Run(() => SpinWait.SpinUntil(() => second.Nodes!.Standing == standing || second.Nodes.Standing == "up")).InTime();
        ((ExtendedActorSystem)first.System).Abort();
        await Answers(second);
    }

    /// <summary>Processes, for a node that is killed renews nothing in the database any more.</summary>
    [Fact]
    public async Task Whoever_was_started_again_goes_on_when_the_node_that_had_given_up_another_is_killed_too()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await using var cluster = new SomeNodes(database);
        using TempFolder one = new(),
            two = new();
        await using var first = NodeProcess.Start(one, database);
        await Until.True(() => NodeProcess.Did(first).Count > 0, "the first node is up");
        await using var second = NodeProcess.Start(two, database);
        await Until.True(() => NodeProcess.Did(second).Count > 0, "so is the second");
        await first.Kill();
        var before = NodeProcess.Did(second).Count;
        await Until.True(() => NodeProcess.Did(second).Count > before + 20, "the second goes on");
        var third = await cluster.Open("three");
        await Until.True(() => third.Nodes is { Standing: "up", Up: 2 }, "another one takes part");
        await second.Kill();
        await Answers(third);
    }

    private static async Task Answers(AkkaEngine left)
    {
        var meta = SomeNodes.Asked();
        await Until.TrueAsync(
            async () => left.Broken.IsCompleted || await left.Entities.Send(SomeNodes.Named("x"), new Book(1), meta) is Reply.Accepted,
            "its entities answer"
        );
        left.Broken.IsCompleted.ShouldBeFalse("a node that is left does not give itself up");
        left.Nodes.ShouldBe(left.Nodes! with { Standing = "up", Up = 1, Unreachable = 0 });
    }
}
