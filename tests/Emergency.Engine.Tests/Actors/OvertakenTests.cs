using Akka.Actor;
using Akka.TestKit;
using Emergency.Engine.Actors;
using Emergency.Engine.Contract;
using Emergency.Engine.Settings;
using Emergency.Engine.Tests.Cluster;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests.Actors;

/// <summary>The answer to a sender whose entity is never reached in time.</summary>
public sealed class OvertakenTests() : TestKitBase(new Assertions()), IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(300);
    private static readonly object Silence = new();

    [Fact]
    public async Task Who_was_overtaken_each_time_comes_later_for_nothing_was_done() =>
        (await Sent(Again.OtherWasFirst, Again.NobodyThere)).ShouldBe(Load.Later);

    [Fact]
    public async Task Who_once_heard_nothing_sure_is_told_so() =>
        (await Sent(new Again("the store failed"), Again.OtherWasFirst)).ShouldBeOfType<Reply.Stopped>();

    [Fact]
    public async Task Who_comes_through_at_last_is_answered()
    {
        var answer = new Reply.Accepted(new(7), 3);
        (await Sent(Again.OtherWasFirst, Again.OtherWasFirst, new Answer(answer))).ShouldBe(answer);
    }

    [Fact]
    public async Task Who_hears_nothing_asks_again_sooner_than_a_dead_node_is_given_up()
    {
        var (answer, began) = (new Reply.Accepted(new(7), 3), TimeProvider.System.GetTimestamp());
        (await Sent(Silence, Silence, new Answer(answer))).ShouldBe(answer);
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(7));
    }

    /// <summary>The reply where an entity says this in turn, the last for ever.</summary>
    private async Task<Reply> Sent(params object[] says)
    {
        var around = new Surroundings(
            new BareDatabase(),
            null!,
            new("", "sqlite"),
            new ClusterFile(),
            [new LedgerDecider()],
            new LedgerForms(),
            new FakeTime(),
            "node",
            [],
            NullLogger.Instance
        );
        var bound = says.Contains(Silence) ? ShardedEntities.Bound : Bound;
        var region = Sys.ActorOf(Props.Create(() => new Saying(says)));
        await using var entities = new ShardedEntities(
            new Dictionary<string, IActorRef>(StringComparer.Ordinal) { ["ledger"] = region },
            around,
            bound
        );
        var reply = await entities.Send(SomeNodes.Named("a"), new Book(1), SomeNodes.Asked());
        await around.Rounds.DisposeAsync();
        await around.Positions.DisposeAsync();
        return reply;
    }

    public async ValueTask DisposeAsync() => await Sys.Terminate();

    private sealed class Saying : ReceiveActor
    {
        public Saying(IReadOnlyList<object> says)
        {
            var asked = 0;
            ReceiveAny(_ =>
            {
                if (says[Math.Min(asked++, says.Count - 1)] is var said && said != Silence)
                    Sender.Tell(said);
            });
        }
    }
}
