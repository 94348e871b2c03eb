using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.TestKit;
using Emergency.Engine.Actors;
using Emergency.Engine.Contract;
using Emergency.Engine.Settings;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests.Actors;

/// <summary>An entity under a shard that is the test, over a journal that fails as it is told.</summary>
public sealed class EntityActorTests : TestKitBase, IAsyncDisposable
{
    private const string Stream = "live/ledger/a";

    /// <summary>So many may wait for the entity.</summary>
    private const int Waiting = 8;
    private static readonly Config Config = ConfigurationFactory.ParseString(
        """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.log-dead-letters = off
        akka.persistence.journal.plugin = faulty
        faulty { class = "Emergency.Engine.Tests.Actors.FaultyJournal, Emergency.Engine.Tests", plugin-dispatcher = "akka.actor.default-dispatcher" }
        akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
        akka.test.single-expect-default = 60s
        """
    );

    private readonly Orders _orders;
    private readonly FakeTime _clock;
    private readonly Surroundings _around;

    public EntityActorTests()
        : this(new Orders(), new FakeTime()) { }

    private EntityActorTests(Orders orders, FakeTime clock)
        : this(
            orders,
            clock,
            new Surroundings(
                new BareDatabase(),
                null!,
                new("", "sqlite") { Mailbox = Waiting },
                new ClusterFile(),
                [new LedgerDecider()],
                new LedgerForms(),
                clock,
                "node",
                [],
                NullLogger.Instance
            )
        ) { }

    private EntityActorTests(Orders orders, FakeTime clock, Surroundings around)
        : base(
            new Assertions(),
            ActorSystemSetup
                .Empty.WithSetup(BootstrapSetup.Create().WithConfig(Config.WithFallback(DefaultConfig)))
                .WithSetup(orders)
                .WithSetup(around)
        )
    {
        (_orders, _clock, _around) = (orders, clock, around);
        Sys.ActorOf(Props.Create(typeof(LostMail)));
    }

    [Fact]
    public async Task Commands_that_come_while_the_stream_is_read_wait_and_are_taken_in_their_order()
    {
        var entity = Woken();
        object[] commands = [new Book(5), new Withdraw(6), new Book(7), new Withdraw(12)];
        foreach (var command in commands)
            entity.Tell(Asked(command), TestActor);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(300));

        _orders.Reading.SetResult();
        var replies = ReceiveN(commands.Length, CancellationToken.None).Cast<Answer>().Select(answer => answer.Reply).ToList();
        replies.OfType<Reply.Accepted>().Select(reply => reply.Sequence).ShouldBe([1, 2, 3], ignoreOrder: true);
        replies.OfType<Reply.Refused>().ShouldHaveSingleItem().Refusal.Arguments.ShouldBe(["5"], "six was asked for when five were there");
    }

    [Fact]
    public async Task Of_all_who_ask_at_once_no_more_wait_than_may_and_the_others_come_later()
    {
        var entity = Woken();
        // A read is waited for no shorter than a store: what was told to come later was not done.
        var all = Enumerable.Range(1, Waiting + 3).Select(amount => Asked(new Book(amount))).ToList();
        foreach (var errand in all)
            entity.Tell(errand, TestActor);
        for (var n = 0; n < 3; n++)
            (await ExpectMsgAsync<Answer>()).Reply.ShouldBe(Load.Later);
        entity.Tell(all[0], TestActor);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(300));

        _orders.Reading.SetResult();
        var replies = ReceiveN(Waiting + 1, CancellationToken.None).Cast<Answer>().Select(answer => answer.Reply).ToList();
        replies.ShouldAllBe(reply => reply is Reply.Accepted);
        replies.Cast<Reply.Accepted>().Select(reply => reply.Sequence).ToHashSet().Count.ShouldBe(Waiting, "one was asked for twice");
        entity.Tell(all[^1], TestActor);
        (await Accepted()).Sequence.ShouldBe(Waiting + 1);
    }

    [Fact]
    public async Task When_storing_fails_everybody_hears_it_and_the_next_actor_stores_without_a_gap()
    {
        _orders.Reading.SetResult();
        var entity = Woken();
        entity.Tell(Asked(new Book(1)), TestActor);
        await Accepted();

        _orders.Fails = new IOException("the disk is gone");
        Watch(entity);
        var (first, second) = (Asked(new Book(2)), Asked(new Book(3)));
        entity.Tell(first, TestActor);
        entity.Tell(second, TestActor);
        var heard = ReceiveN(3, CancellationToken.None);
        heard.OfType<Again>().Select(again => again.Why).ShouldBe(["the disk is gone", "the entity was not there"], ignoreOrder: true);
        heard.OfType<Terminated>().ShouldHaveSingleItem();

        var next = Woken();
        next.Tell(first, TestActor);
        (await Accepted()).Sequence.ShouldBe(2);
        next.Tell(second, TestActor);
        (await Accepted()).Sequence.ShouldBe(3);
    }

    [Fact]
    public async Task What_the_journal_rejects_leaves_no_hole_behind()
    {
        _orders.Reading.SetResult();
        var entity = Woken();
        entity.Tell(Asked(new Book(1)), TestActor);
        await Accepted();

        _orders.Rejects = new NotSupportedException("too odd");
        Watch(entity);
        var rejected = Asked(new Book(2));
        entity.Tell(rejected, TestActor);
        (await ExpectMsgAsync<Answer>()).Reply.ShouldBe(new Reply.Stopped("too odd"));
        await ExpectTerminatedAsync(entity);

        var next = Woken();
        next.Tell(rejected, TestActor);
        (await Accepted()).Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task An_idle_entity_goes_and_whoever_comes_too_late_meets_the_next()
    {
        _orders.Reading.SetResult();
        var entity = Woken();
        var booked = Asked(new Book(1));
        entity.Tell(booked, TestActor);
        var first = await Accepted();
        entity.Tell(Rest.Now, TestActor);
        entity.Tell(Asked(new FillUpTo(0)), TestActor);
        (await Accepted()).ShouldBe(first, "it was used just now: it stays");

        _clock.Advance(_around.Settings.Idle);
        (await ExpectMsgAsync<Passivate>()).StopMessage.ShouldBe(End.Now);
        var late = Asked(new FillUpTo(0));
        entity.Tell(late, TestActor);
        (await ExpectMsgAsync<Errand>()).ShouldBe(late, "its shard keeps it for the next");
        Watch(entity);
        entity.Tell(End.Now, TestActor);
        await ExpectTerminatedAsync(entity);

        Woken().Tell(booked, TestActor);
        (await Accepted()).ShouldBe(first);
    }

    public async ValueTask DisposeAsync()
    {
        _orders.Reading.TrySetResult();
        Shutdown();
        await _around.Rounds.DisposeAsync();
        await _around.Positions.DisposeAsync();
    }

    private static Errand Asked(object command) =>
        new(
            Stream,
            command,
            new(
                Guid.CreateVersion7(),
                "0f",
                "虚构-网格长",
                "GridChief",
                "411502001001",
                null,
                new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero),
                null
            )
        );

    private async Task<Reply.Accepted> Accepted() => (await ExpectMsgAsync<Answer>()).Reply.ShouldBeOfType<Reply.Accepted>();

    /// <summary>A new actor for the stream, whose parent passes everything on to the test.</summary>
    private IActorRef Woken() => ChildOf(Sys.ActorOf(Props.Create(typeof(Shard), TestActor)));

    private IActorRef ChildOf(IActorRef shard) =>
        shard.Ask<IActorRef>(Props.Create(typeof(EntityActor), new Seat(Stream, _around)), Until.AtMost).Result;

    private sealed class Shard(IActorRef test) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

        protected override void OnReceive(object message)
        {
            if (message is Props props)
                Sender.Tell(Context.ActorOf(props));
            else
                test.Forward(message);
        }
    }
}
