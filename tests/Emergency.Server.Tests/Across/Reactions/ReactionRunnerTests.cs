using System.Runtime.CompilerServices;
using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Reactions;

public sealed class ReactionRunnerTests : IAsyncDisposable
{
    private static readonly By Street = new(new AccountId("s"), Role.StreetOfficer);
    private readonly FakeTime _time = new();
    private readonly MemoryFeed _feed;
    private readonly NotingEntities _entities;
    private readonly MemoryProgress _progress = new();
    private readonly Folding _folding;
    private readonly List<IAsyncDisposable> _runners = [];
    private readonly Insisting _insisting;

    public ReactionRunnerTests()
    {
        _feed = new MemoryFeed(_time);
        _entities = new NotingEntities(_time);
        _insisting = new Insisting(new Sending(_entities), _time, new Realms(), NullLogger<Insisting>.Instance);
        _folding = new Folding(_feed, [new DuesView()], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());
    }

    [Fact]
    public async Task What_an_event_asks_for_is_sent_under_an_id_that_follows_from_it()
    {
        await Start(new Echo("echo"));
        var filed = Filed("411502001001");
        await Until.True(() => _progress.All.GetValueOrDefault("reaction/echo") == filed.Position, "the progress is written");
        var came = _entities.All.ShouldHaveSingleItem();
        came.To.ShouldBe(Entities.Plan(Entities.Live, "411502001001"));
        came.Meta.CommandId.ShouldBe(Derived.Command("reaction:echo", "live/plan/411502001001@1.0"));
        came.Meta.CausedBy.ShouldBe(filed.Position);
    }

    [Fact]
    public async Task A_second_holder_of_the_duty_sends_the_same_ids()
    {
        Filed("411502001001");
        await Start(new Echo("echo"));
        await Until.True(() => _entities.All.Count == 1, "the first has sent");
        _progress.All.Clear();
        await Start(new Echo("echo"));
        await Until.True(() => _entities.All.Count == 2, "the second has sent");
        _entities.All.Select(came => (came.Meta.CommandId, came.Meta.Digest)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Progress_never_leads_what_was_answered()
    {
        var answered = 0;
        _entities.Answer = _ => ++answered < 3 ? new Reply.Stopped("away") : new Reply.Accepted(new Position(9), 1);
        await Start(new Echo("echo"));
        var filed = Filed("411502001001");
        await Until.True(() => answered == 1, "the first try");
        _progress.All.GetValueOrDefault("reaction/echo").ShouldBe(Position.Start);
        while (answered < 3)
        {
            await Until.True(() => _time.Waiting > 0, "it waits to try again");
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
        await Until.True(() => _progress.All.GetValueOrDefault("reaction/echo") == filed.Position, "the progress is written");
        _entities.All.Select(came => came.Meta.CommandId).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_full_disk_is_waited_for_and_nothing_is_skipped()
    {
        var tries = 0;
        _entities.Answer = _ =>
            Interlocked.Increment(ref tries) == 1
                ? new Reply.Refused(new Refusal(EngineCodes.Full, []))
                : new Reply.Accepted(new Position(9), 1);
        await Start(new Echo("echo") { OnRefused = _ => throw new InvalidOperationException("a full disk is no refusal") });
        Filed("411502001001");
        await Until.True(() => Volatile.Read(ref tries) == 1, "the first try");
        await Until.True(() => _time.Waiting > 0, "it waits to try again");
        _time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => _progress.All.GetValueOrDefault("reaction/echo") > Position.Start, "it is done");
    }

    [Fact]
    public async Task What_an_entity_cannot_take_because_it_cannot_be_read_is_put_aside_and_all_others_go_on()
    {
        var broken = true;
        _entities.Answer = came =>
            came.To.Key == "411502001001" && broken
                ? new Reply.Broken("live/plan/411502001001 cannot be folded at sequence 7")
                : new Reply.Accepted(new Position(9), 1);
        var runner = await Start(new Echo("echo") { OnRefused = _ => throw new InvalidOperationException("it was not refused") });
        foreach (var community in (string[])["411502001003", "411502001001", "411502001004", "411502001001", "411502001005"])
            Filed(community);
        await Until.True(() => _entities.All.Count(came => came.To.Key == "411502001005") == 1, "who comes after it is served");
        await Until.True(() => runner.Followed == new Position(5), "the reaction has come to the end");
        _entities.All.Count(came => came.To.Key == "411502001001").ShouldBe(2, "it is not tried over and over");
        runner.Broken.ShouldBeEmpty();
        _insisting.Parked.ShouldHaveSingleItem().ShouldBe("reaction:echo: plan");
        await Until.True(
            () => _progress.All.GetValueOrDefault("reaction/echo") == new Position(1),
            "the progress stays before what was put aside"
        );

        // A program that can read it begins.
        broken = false;
        var ids = _entities.All.Where(came => came.To.Key == "411502001001").Select(came => came.Meta.CommandId).ToList();
        _entities.All.Clear();
        await Start(new Echo("echo"));
        await Until.True(() => _progress.All.GetValueOrDefault("reaction/echo") == new Position(5), "nothing is left aside");
        _entities
            .All.Where(came => came.To.Key == "411502001001")
            .Select(came => came.Meta.CommandId)
            .ShouldBe(ids, "under the ids they had");
    }

    [Fact]
    public async Task A_refusal_goes_the_other_way_that_the_reaction_names()
    {
        _entities.Answer = came =>
            came.To.Key == "411502001001"
                ? new Reply.Refused(new Refusal("supplies.not-enough", ["3"]))
                : new Reply.Accepted(new Position(9), 1);
        await Start(
            new Echo("echo")
            {
                OnRefused = problem =>
                    Otherwise.Send(
                        new Reacted(Entities.Plan(Entities.Live, "411502001"), new MarkPlanDue(problem.Code, _time.GetUtcNow()), 1)
                    ),
            }
        );
        Filed("411502001001");
        await Until.True(() => _entities.All.Count == 2, "the street is asked");
        var instead = _entities.All.Last();
        instead.Command.ShouldBe(new MarkPlanDue("supplies.not-enough", _time.GetUtcNow()));
        instead.Meta.CommandId.ShouldBe(Derived.Command("reaction:echo", "live/plan/411502001001@1.1"));
    }

    [Fact]
    public async Task A_reaction_that_throws_stands_still_and_the_others_go_on()
    {
        var runner = await Start(new Echo("throws") { Throws = happened => happened.Position.Value == 2 }, new Echo("goes-on"));
        foreach (var community in (string[])["411502001001", "411502001003", "411502001004"])
            Filed(community);
        await Until.True(() => _progress.All.GetValueOrDefault("reaction/goes-on").Value == 3, "the other has done all three");
        await Until.True(() => runner.Broken.Count > 0, "the broken one is marked");
        runner.Standing.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("throws", new Position(2)));
        runner.Broken.ShouldBe(["reaction/throws"]);
        _progress.All.GetValueOrDefault("reaction/throws").Value.ShouldBeLessThan(2);
        _entities.All.Count(came => came.Meta.Account == "reaction:throws" && came.Meta.CausedBy >= new Position(2)).ShouldBe(0);
    }

    [Fact]
    public async Task One_that_is_told_to_end_while_the_database_is_away_ends()
    {
        _progress.Away = true;
        var runner = await Start(new Echo("echo"));
        await Until.True(() => _time.Waiting > 0, "it waits to try again");
        await runner.StopAsync(CancellationToken.None).InTime();
        runner.ExecuteTask!.IsCompleted.ShouldBeTrue();
        runner.Followed.ShouldBeNull();
    }

    [Fact]
    public async Task One_entity_gets_its_commands_in_the_order_of_the_feed()
    {
        foreach (var n in Enumerable.Range(0, 200))
            Filed(n % 2 == 0 ? "411502001001" : "411502001003");
        await Start(new Echo("echo"));
        await Until.True(() => _entities.All.Count == 200, "all are sent");
        foreach (var one in _entities.All.GroupBy(came => came.To))
            one.Select(came => came.Meta.CausedBy!.Value.Value).ShouldBeInOrder();
    }

    [Fact]
    public async Task One_that_is_new_to_a_journal_with_history_begins_where_the_others_are_unless_it_must_read_the_past()
    {
        for (var n = 1; n <= 4; n++)
            Filed("411502001001");
        // An earlier program was at the third of them, with one of its reactions behind at the second.
        _progress.All["reaction/behind"] = new(2);
        _progress.All["reaction/known"] = new(3);
        await Start(new Echo("behind"), new Echo("known"), new Echo("new"), new Echo("heir") { ReadsThePast = true });
        Filed("411502001003");
        await Until.True(() => _progress.All.Count(one => one.Value == new Position(5)) == 4, "all have come to the end");
        Causes("behind").ShouldBe([3, 4, 5]);
        Causes("known").ShouldBe([4, 5]);
        Causes("new").ShouldBe([4, 5], "what nobody had followed yet is answered, and nothing before");
        Causes("heir").ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task In_a_new_journal_all_have_a_place_before_the_first_of_them_sends()
    {
        List<int> placed = [];
        _entities.Answer = _ =>
        {
            placed.Add(_progress.All.Count);
            return new Reply.Accepted(new Position(9), 1);
        };
        Filed("411502001001");
        await Start(new Echo("echo"), new Echo("waits") { Takes = _ => false }, new Echo("rests") { Takes = _ => false });
        await Until.True(() => placed.Count == 1, "the first has sent");
        placed.ShouldBe([3]);
    }

    [Fact]
    public async Task Who_was_killed_while_the_places_were_noted_skips_nothing()
    {
        Filed("411502001001");
        _progress.All["reaction/first"] = Position.Start;
        await Start(new Echo("first"), new Echo("second"));
        await Until.True(() => _entities.All.Count == 2, "both have sent");
        Causes("second").ShouldBe([1]);
    }

    [Fact]
    public void Only_what_would_stay_wrong_for_ever_reads_the_past() =>
        typeof(IReaction)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IReaction)) && !type.IsInterface)
            .Select(type => (IReaction)RuntimeHelpers.GetUninitializedObject(type))
            .Where(reaction => reaction.ReadsThePast)
            .Select(reaction => reaction.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["care-ends-links", "erased-ends-protection", "passed-is-taken", "passed-lots-are-taken"]);

    private IEnumerable<long> Causes(string reaction) =>
        _entities.All.Where(came => came.Meta.Account == $"reaction:{reaction}").Select(came => came.Meta.CausedBy!.Value.Value).Order();

    private Happened Filed(string community) =>
        _feed.Append(Entities.Plan(Entities.Live, community), new PlanFiled("备-1", Street, _time.GetUtcNow()));

    private async Task<ReactionRunner> Start(params IReaction[] reactions)
    {
        if (_runners.Count == 0)
            await _folding.StartAsync(TestContext.Current.CancellationToken);
        var runner = new ReactionRunner(
            reactions,
            new AllDuties(),
            _feed,
            _progress,
            _folding,
            _insisting,
            _time,
            NullLogger<ReactionRunner>.Instance
        );
        _runners.Add(new Stopped(runner));
        await runner.StartAsync(TestContext.Current.CancellationToken);
        return runner;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runner in _runners)
            await runner.DisposeAsync();
        await _folding.StopAsync(CancellationToken.None);
        _folding.Dispose();
    }

    private sealed class Stopped(ReactionRunner runner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await runner.StopAsync(CancellationToken.None);
            runner.Dispose();
        }
    }

    /// <summary>Answers every filing of a plan with a command to the same plan.</summary>
    private sealed class Echo(string name) : IReaction
    {
        public string Name => name;
        public bool ReadsThePast { get; init; }
        public Func<Happened, bool> Takes { get; init; } = _ => true;
        public Func<Happened, bool> Throws { get; init; } = _ => false;
        public Func<Problem, Otherwise> OnRefused { get; init; } = problem => Otherwise.Done(problem.Code);

        public IEnumerable<Reacted> React(Happened happened, Known known)
        {
            known.At.ShouldBeGreaterThanOrEqualTo(happened.Position);
            if (Throws(happened))
                throw new InvalidOperationException("a bug of this reaction");
            if (!Takes(happened))
                yield break;
            yield return new Reacted(happened.Entity, new MarkPlanDue("event", happened.Meta.At), 0);
        }

        public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => OnRefused(problem);
    }
}
