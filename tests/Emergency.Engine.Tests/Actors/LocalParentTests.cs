using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.TestKit;
using Emergency.Engine.Actors;
using Emergency.Engine.Contract;
using Emergency.Engine.Tests.Cluster;

namespace Emergency.Engine.Tests.Actors;

/// <summary>The parent of the entities of one kind on a node that is alone. Its children are the test's: each tells what comes to it, and stops when it is told.</summary>
public sealed class LocalParentTests : TestKitBase, IAsyncDisposable
{
    private const int Kept = 3;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
    private static readonly Config Config = ConfigurationFactory.ParseString(
        "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off, test.single-expect-default = 60s }"
    );

    private readonly IActorRef _parent;
    private readonly SemaphoreSlim _goOn = new(0);
    private volatile string? _unborn;

    public LocalParentTests()
        : base(new Assertions(), Config)
    {
        Sys.ActorOf(Props.Create(typeof(LostMail)));
        Func<string, Props> child = stream =>
            stream == _unborn ? throw new InvalidOperationException("not now") : Props.Create(typeof(Child), stream, TestActor, _goOn);
        _parent = Sys.ActorOf(Props.Create(typeof(LocalParent), "plan", Kept, child), "plan");
    }

    [Theory]
    [InlineData("live/plan/411502001001", "live%2F411502001001")]
    [InlineData("live/plan/a/b", "live%2Fa%2Fb")]
    [InlineData("drill-7/plan/平桥 街道?#%", "drill-7%2F%E5%B9%B3%E6%A1%A5%20%E8%A1%97%E9%81%93%3F%23%25")]
    public async Task A_child_is_called_by_realm_and_key_and_knows_its_stream(string stream, string name)
    {
        var got = await Got(stream);
        got.Stream.ShouldBe(stream);
        got.Child.Path.ToStringWithoutAddress().ShouldBe($"/user/plan/{name}");
        (await Got(stream)).Child.ShouldBe(got.Child, "there is one of a name");
    }

    [Fact]
    public async Task An_errand_for_another_kind_is_no_matter_of_this_parent()
    {
        var stranger = CreateTestProbe();
        Sys.EventStream.Subscribe(stranger.Ref, typeof(Akka.Event.UnhandledMessage));
        _parent.Tell(Asked("live/team/a"), TestActor);
        await stranger.ExpectMsgAsync<Akka.Event.UnhandledMessage>();
        await ExpectNoMsgAsync(Moment);
    }

    [Fact]
    public async Task What_comes_while_a_child_stops_is_given_to_the_next_in_its_order_with_its_senders()
    {
        var first = (await Got("live/plan/a")).Child;
        first.Tell(Orders.Leave);
        (await ExpectMsgAsync<string>()).ShouldBe("told to end");
        TestProbe one = CreateTestProbe(),
            other = CreateTestProbe();
        Errand[] errands = [Asked("live/plan/a"), Asked("live/plan/a")];
        _parent.Tell(errands[0], one.Ref);
        _parent.Tell(errands[1], other.Ref);
        // Others of the kind are not kept waiting.
        (await Got("live/plan/b")).Child.ShouldNotBe(first);
        await ExpectNoMsgAsync(Moment);

        first.Tell(Orders.Stop);
        var got = new[] { await ExpectMsgAsync<Came>(), await ExpectMsgAsync<Came>() };
        got.Select(errand => errand.Errand).ShouldBe(errands);
        got.Select(errand => errand.From).ShouldBe([one.Ref, other.Ref]);
        got.ShouldAllBe(errand => errand.Child.Path.Name == first.Path.Name && !errand.Child.Equals(first));
    }

    [Fact]
    public async Task No_more_is_kept_for_a_child_that_stops_than_may_wait()
    {
        var first = (await Got("live/plan/a")).Child;
        first.Tell(Orders.Leave);
        await ExpectMsgAsync<string>();
        for (var n = 0; n < Kept + 2; n++)
            _parent.Tell(Asked("live/plan/a"), TestActor);
        for (var n = 0; n < 2; n++)
            (await ExpectMsgAsync<Answer>()).Reply.ShouldBe(Load.Later);
        first.Tell(Orders.Stop);
        for (var n = 0; n < Kept; n++)
            await ExpectMsgAsync<Came>();
        await ExpectNoMsgAsync(Moment);
    }

    [Fact]
    public async Task A_child_that_nobody_wants_again_stays_away_and_is_told_once()
    {
        var first = (await Got("live/plan/a")).Child;
        Watch(first);
        first.Tell(Orders.Leave);
        first.Tell(Orders.Leave);
        (await ExpectMsgAsync<string>()).ShouldBe("told to end");
        await ExpectNoMsgAsync(Moment);
        first.Tell(Orders.Stop);
        await ExpectTerminatedAsync(first);
        await ExpectNoMsgAsync(Moment);
        (await Got("live/plan/a")).Child.ShouldNotBe(first);
    }

    [Fact]
    public async Task Only_a_child_itself_lets_itself_be_stopped()
    {
        var first = (await Got("live/plan/a")).Child;
        _parent.Tell(new Passivate(End.Now), TestActor);
        await ExpectNoMsgAsync(Moment);
        (await Got("live/plan/a")).Child.ShouldBe(first);
    }

    [Fact]
    public async Task Who_is_on_the_way_to_a_child_that_ends_unasked_hears_of_it_and_wakes_the_next()
    {
        var first = (await Got("live/plan/a")).Child;
        Watch(first);
        // It reads no more than its end: what lies behind that reaches nobody.
        first.Tell(Orders.Stand);
        first.Tell(Orders.Stop);
        _parent.Tell(Asked("live/plan/a"), TestActor);
        _parent.Tell(Asked("live/plan/a"), TestActor);
        await Got("live/plan/b");
        _goOn.Release();
        object[] heard = [await ReceiveOneAsync(Moment * 100), await ReceiveOneAsync(Moment * 100), await ReceiveOneAsync(Moment * 100)];
        heard.OfType<Terminated>().ShouldHaveSingleItem();
        heard.OfType<Again>().ShouldBe([Again.NobodyThere, Again.NobodyThere]);
        (await Got("live/plan/a")).Child.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_child_that_fails_begins_anew_under_its_name_and_reads_what_waited()
    {
        var first = (await Got("live/plan/a")).Child;
        first.Tell(Orders.Fail);
        (await Got("live/plan/a")).Child.ShouldBe(first);
    }

    [Fact]
    public async Task A_parent_that_fails_begins_anew_and_nobody_waits_in_vain_for_its_children()
    {
        var first = (await Got("live/plan/a")).Child;
        Watch(first);
        first.Tell(Orders.Leave);
        await ExpectMsgAsync<string>();
        _parent.Tell(Asked("live/plan/a"), TestActor);
        _unborn = "live/plan/c";
        _parent.Tell(Asked(_unborn), TestActor);
        object[] heard = [await ReceiveOneAsync(Moment * 100), await ReceiveOneAsync(Moment * 100)];
        heard.OfType<Again>().ShouldHaveSingleItem().ShouldBe(Again.NobodyThere);
        heard.OfType<Terminated>().ShouldHaveSingleItem().ActorRef.ShouldBe(first);
        _unborn = null;
        (await Got("live/plan/a")).Child.ShouldNotBe(first);
        await Got("live/plan/c");
    }

    [Fact]
    public async Task A_parent_ends_behind_the_last_of_its_children()
    {
        var all = new[] { (await Got("live/plan/a")).Child, (await Got("live/plan/b")).Child };
        Watch(_parent);
        all[0].Tell(Orders.Leave);
        await ExpectMsgAsync<string>();
        _parent.Tell(Asked("live/plan/a"), TestActor);
        _parent.Tell(End.Now);
        (await ExpectMsgAsync<string>()).ShouldBe("told to end", "the other has been told already");
        _parent.Tell(Asked("live/plan/c"), TestActor);
        (await ExpectMsgAsync<Again>()).ShouldBe(Again.NobodyThere, "nobody is woken any more");
        all[0].Tell(Orders.Stop);
        (await ExpectMsgAsync<Again>()).ShouldBe(Again.NobodyThere, "what was kept goes back");
        await ExpectNoMsgAsync(Moment);
        all[1].Tell(Orders.Stop);
        await ExpectTerminatedAsync(_parent);
    }

    [Fact]
    public async Task A_parent_without_children_ends_at_once()
    {
        Watch(_parent);
        _parent.Tell(End.Now);
        await ExpectTerminatedAsync(_parent);
    }

    private async Task<Came> Got(string stream)
    {
        _parent.Tell(Asked(stream), TestActor);
        return await ExpectMsgAsync<Came>();
    }

    private static Errand Asked(string stream) => new(stream, new Book(1), SomeNodes.Asked());

    public async ValueTask DisposeAsync()
    {
        _goOn.Release();
        await Sys.Terminate();
        _goOn.Dispose();
    }

    /// <summary>Other things that a child is told to do.</summary>
    private enum Orders
    {
        Leave,
        Stop,
        Fail,
        Stand,
    }

    /// <summary>An errand as it came to a child.</summary>
    private sealed record Came(IActorRef Child, string Stream, Errand Errand, IActorRef From);

    /// <param name="goOn">A child that stands goes on when this is released.</param>
    private sealed class Child(string stream, IActorRef test, SemaphoreSlim goOn) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Errand errand:
                    test.Tell(new Came(Self, stream, errand, Sender));
                    break;
                case End:
                    test.Tell("told to end");
                    break;
                case Orders.Leave:
                    Context.Parent.Tell(new Passivate(End.Now));
                    break;
                case Orders.Stop:
                    Context.Stop(Self);
                    break;
                case Orders.Stand:
                    goOn.Wait();
                    break;
                case Orders.Fail:
                    throw new InvalidOperationException("a bug");
            }
        }
    }
}
