using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Tests;
using Emergency.Engine;
using Emergency.Engine.Actors;
using Emergency.Engine.Hosting;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Testing;

namespace Emergency.Server.Tests.Actors;

/// <summary>The actors of a community on one node: woken by a command, killed, passivated, asked by too many, forked for a drill.</summary>
public sealed class ActorStories : IAsyncLifetime
{
    /// <summary>Commands that can wait at one entity.</summary>
    private const int Mailbox = 8;
    private const string Community = "411502001001",
        Forked = "drill-1";
    private readonly TempFolder _folder = new();
    private readonly FakeTime _clock = new();
    private AkkaEngine _engine = null!;
    private TestKit _kit = null!;
    private Position _fork = Position.Start;

    public async ValueTask InitializeAsync()
    {
        var settings = new EngineSettings(_folder["data"])
        {
            Ballast = 0,
            Mailbox = Mailbox,
            Forks = realm => realm == Forked ? new(Forked, "live", _fork) : null,
        };
        _engine = (AkkaEngine)await new AkkaEngineModule().Start(settings, EntityKinds.All, new Forms(), _clock);
        _engine.System.Settings.InjectTopLevelFallback(TestKitBase.DefaultConfig);
        _kit = new(_engine.System);
    }

    [Fact]
    public async Task Each_kind_wakes_as_the_actor_that_stands_beside_its_noun()
    {
        foreach (var kind in EntityKinds.All)
        {
            // No kind knows this command; an entity must wake to say so.
            await Should.ThrowAsync<InvalidCastException>(() =>
                _engine.Entities.Send(new("live", kind.Kind, Community), "no command", Asked()).AsTask()
            );
            (await Actor(kind.Kind)).Cell.Props.Type.ShouldBe(kind.Actor, kind.Kind);
        }
        (await Actor("plan")).Cell.Props.Type.ShouldBe(typeof(PlanActor));
    }

    [Fact]
    public async Task A_plan_whose_actor_is_killed_between_two_commands_goes_on_where_it_was()
    {
        var life = LifeWith<PlanApproved>(Noun.Plan);
        (Errand Errand, Reply Reply)? last = null;
        foreach (var command in life.Commands)
        {
            var errand = Errand("plan", command);
            last = (errand, await Told(errand));
            last.Value.Reply.ShouldBeOfType<Reply.Accepted>();
            await Killed("plan");
        }
        (await Told(last!.Value.Errand)).ShouldBe(last.Value.Reply, "it remembers what it had answered");
        (await Actor("plan")).Cell.Props.Type.ShouldBe(typeof(PlanActor));
    }

    [Fact]
    public async Task A_team_goes_to_rest_unused_and_wakes_with_its_roster()
    {
        var life = LifeWith<DutyRostered>(Noun.Team);
        foreach (var command in life.Commands)
            (await Told(Errand("team", command))).ShouldBeOfType<Reply.Accepted>();
        var before = (await Stored("team")).Count;
        var awake = await Actor("team");
        awake.Cell.Props.Type.ShouldBe(typeof(TeamActor));
        _kit.Watch(awake);
        _clock.Advance(TimeSpan.FromMinutes(3));
        _kit.ExpectTerminated(awake, Until.AtMost);
        // The duty is on its roster already: nothing new is stored for it.
        (await Told(Errand("team", life.Commands.Last())))
            .ShouldBeOfType<Reply.Accepted>()
            .Sequence.ShouldBe(before);
        (await Stored("team")).Count.ShouldBe(before);
        (await Actor("team")).ShouldNotBe(awake);
    }

    [Fact]
    public async Task An_incident_stays_awake_over_the_minutes_between_two_acts()
    {
        (
            await Told(Errand("incident", LifeWith<Domain.Incidents.IncidentOpened>(Noun.Incident).Commands.First()))
        ).ShouldBeOfType<Reply.Accepted>();
        var awake = await Actor("incident");
        awake.Cell.Props.Type.ShouldBe(typeof(IncidentActor));
        _kit.Watch(awake);
        _clock.Advance(TimeSpan.FromMinutes(14));
        _kit.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        _clock.Advance(TimeSpan.FromMinutes(20));
        _kit.ExpectTerminated(awake, Until.AtMost);
    }

    [Fact]
    public async Task Supplies_that_too_many_ask_for_at_once_book_each_command_once()
    {
        var first = Errand("supplies", LifeWith<LotRecorded>(Noun.Supplies).Commands.First());
        (await Told(first)).ShouldBeOfType<Reply.Accepted>();
        (await Actor("supplies")).Cell.Props.Type.ShouldBe(typeof(SuppliesActor));
        var tries = Enumerable
            .Range(1, 200)
            .Select(n => (Command: (Command)new Any(n).Make(OfEveryNoun.Drawn(Noun.Supplies, new Any(1_000 + n))), Meta: Asked()))
            .ToList();
        var (open, busy, accepted) = (tries, 0, new List<Guid> { first.Meta.CommandId });
        while (open.Count > 0)
        {
            var replies = await Task.WhenAll(open.Select(one => _engine.Entities.Send(Of("supplies"), one.Command, one.Meta).AsTask()));
            replies.ShouldAllBe(reply => reply is Reply.Accepted || reply is Reply.Busy || reply is Reply.Refused);
            busy += replies.Count(reply => reply is Reply.Busy);
            accepted.AddRange(open.Where((_, n) => replies[n] is Reply.Accepted).Select(one => one.Meta.CommandId));
            open = [.. open.Where((_, n) => replies[n] is Reply.Busy)];
        }
        busy.ShouldBeGreaterThan(0, "more came than may wait");
        var stored = await Stored("supplies");
        stored.Select(one => one.Sequence).ShouldBeInOrder(SortDirection.Ascending);
        stored.Select(one => one.Sequence).ShouldBeUnique();
        var commands = stored.Select(one => one.Meta.CommandId).ToList();
        var runs = commands.Where((id, n) => n == 0 || commands[n - 1] != id).ToList();
        runs.Count.ShouldBeGreaterThan(10);
        runs.ShouldBeUnique("each command was stored once, and as a whole");
        runs.ShouldBeSubsetOf(accepted);
    }

    [Fact]
    public async Task Residents_of_a_drill_begin_as_those_in_earnest_and_leave_them_as_they_are()
    {
        var life = LifeWith<PersonRecorded>(Noun.Residents);
        foreach (var command in life.Commands)
            (await Told(Errand("residents", command))).ShouldBeOfType<Reply.Accepted>();
        (await Actor("residents")).Cell.Props.Type.ShouldBe(typeof(ResidentsActor));
        var (before, again) = ((await Stored("residents")).Count, life.Commands.Last());
        _fork = new((await _engine.Feed.Head()).Value + 1);
        // The drill knows the state of live: the same command once more changes nothing in either.
        foreach (var realm in (string[])[Forked, "live"])
            (await _engine.Entities.Send(Of("residents", realm), again, Asked())).ShouldBeOfType<Reply.Accepted>(realm);
        (await Stored("residents", Forked)).ShouldBeEmpty();
        (await Stored("residents")).Count.ShouldBe(before);
        foreach (var n in Enumerable.Range(1, 20))
            await _engine.Entities.Send(Of("residents", Forked), new Any(n).Make(typeof(RecordHouseholds)), Asked());
        (await Stored("residents", Forked)).ShouldNotBeEmpty();
        (await Stored("residents")).Count.ShouldBe(before);
    }

    private static EntityId Of(string kind, string realm = "live") => new(realm, kind, Community);

    private static Life LifeWith<TEvent>(Noun noun)
        where TEvent : Event => Lives.Of(noun, [typeof(TEvent)], any => OfEveryNoun.Drawn(noun, any)).First[typeof(TEvent)];

    private static Errand Errand(string kind, Command command) => new(Of(kind).ToString(), command, Asked());

    /// <summary>The answer of the entity's actor to a command.</summary>
    private async Task<Reply> Told(Errand errand)
    {
        _engine.System.ActorSelection($"/user/{EntityId.Parse(errand.Stream).Kind}").Tell(errand, _kit.TestActor);
        return (await _kit.ExpectMsgAsync<Answer>(Until.AtMost)).Reply;
    }

    private async Task<LocalActorRef> Actor(string kind) =>
        (LocalActorRef)
            await _engine.System.ActorSelection($"/user/{kind}/{Uri.EscapeDataString($"live/{Community}")}").ResolveOne(Until.AtMost);

    private async Task Killed(string kind)
    {
        var actor = await Actor(kind);
        _kit.Watch(actor);
        actor.Tell(Kill.Instance);
        await _kit.ExpectTerminatedAsync(actor, Until.AtMost);
    }

    /// <summary>All events of the entity.</summary>
    private async Task<IReadOnlyList<Happened>> Stored(string kind, string realm = "live")
    {
        var stored = new List<Happened>();
        await foreach (var happened in _engine.Feed.Stream(Of(kind, realm), await _engine.Feed.Head()))
            stored.Add(happened);
        return stored;
    }

    private static Meta Asked() =>
        new(Guid.CreateVersion7(), "0f", "虚构-网格长", "GridChief", Community, null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }
}
