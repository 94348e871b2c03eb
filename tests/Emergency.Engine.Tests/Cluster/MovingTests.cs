using Akka.Actor;
using Akka.Cluster;
using Emergency.Engine.Contract;
using Emergency.Engine.Hosting;
using Emergency.Engine.Seals;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Cluster;

/// <summary>Entities move between nodes while they are used.</summary>
[Long("nodes on PostgreSQL")]
[Collection(nameof(SomeNodes))]
public sealed class MovingTests
{
    private const int Entities = 40,
        Each = 30;

    [Fact]
    public async Task Shards_that_change_hands_lose_nothing_and_do_nothing_twice()
    {
        await using var cluster = await SomeNodes.New();
        var first = await cluster.Open("one");
        var sending = Task.WhenAll(Enumerable.Range(0, Entities).Select(n => Task.Run(() => SendAll(n, first))));
        var second = await cluster.Open("two");
        // The second takes shards over while commands arrive at the first, which then goes: what it no longer answers is sent to the other.
        _then = second;
        await first.DisposeAsync();
        await sending.InTime();
        for (var n = 0; n < Entities; n++)
            (await SomeNodes.Stream(second, $"{n}")).ShouldBe(Enumerable.Range(1, Each).Select(s => (long)s));
        (await Verify.Run(cluster.Settings("one"))).Broken.ShouldBeNull();
    }

    [Fact]
    public async Task When_one_of_two_nodes_is_killed_the_other_goes_on_with_everything()
    {
        await using var cluster = await SomeNodes.New();
        var (first, second) = (await cluster.Open("one"), await cluster.Open("two"));
        await Until.True(() => Members(first) == 2 && Members(second) == 2, "both nodes are up");
        var before = await Task.WhenAll(
            Enumerable
                .Range(0, Entities)
                .Select(async n => (Meta: SomeNodes.Asked(), Key: $"{n}"))
                .Select(async one =>
                {
                    var (meta, key) = await one;
                    return (meta, key, Reply: await first.Entities.Send(SomeNodes.Named(key), new Book(5), meta));
                })
        );
        before.ShouldAllBe(one => one.Reply is Reply.Accepted);

        ((ExtendedActorSystem)first.System).Abort();
        foreach (var (meta, key, reply) in before)
        {
            Reply again = new Reply.Stopped("");
            await Until.TrueAsync(
                async () => (again = await second.Entities.Send(SomeNodes.Named(key), new Book(5), meta)) is Reply.Accepted,
                $"{key} wakes on the other node"
            );
            again.ShouldBe(reply, "what was answered is remembered");
        }
        (await second.Entities.Send(SomeNodes.Named("0"), new Withdraw(6), SomeNodes.Asked())).ShouldBeOfType<Reply.Refused>();
    }

    private static int Members(AkkaEngine node) =>
        Akka.Cluster.Cluster.Get(node.System).State.Members.Count(member => member.Status == MemberStatus.Up);

    private volatile IEngine? _then;

    private async Task SendAll(int n, IEngine first)
    {
        for (var sent = 1; sent <= Each; sent++)
        {
            var meta = SomeNodes.Asked();
            await Until.TrueAsync(
                async () => await (_then ?? first).Entities.Send(SomeNodes.Named($"{n}"), new Book(1), meta) is Reply.Accepted,
                "the command is accepted"
            );
        }
    }
}
