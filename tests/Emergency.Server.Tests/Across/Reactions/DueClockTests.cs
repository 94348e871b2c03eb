using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Reactions;

public sealed partial class DueClockTests : IAsyncDisposable
{
    private static readonly By Chief = new(new AccountId("a"), Role.GridChief);
    private readonly FakeTime _time = new();
    private readonly MemoryFeed _feed;
    private readonly NotingEntities _entities;
    private readonly Node _node;
    private readonly EntityId _incident = Entities.Incident(Entities.Live, new IncidentId(Guid.CreateVersion7()));
    private readonly TaskId _task = new(Guid.CreateVersion7());

    public DueClockTests()
    {
        _feed = new MemoryFeed(_time);
        _entities = new NotingEntities(_time);
        _node = new Node(_feed, _entities, _time);
    }

    [Fact]
    public async Task A_task_is_reminded_at_its_due_time_and_not_before()
    {
        await Start();
        var due = await Set(TimeSpan.FromMilliseconds(2_130));
        await Pass(TimeSpan.FromSeconds(2));
        _entities.All.ShouldBeEmpty();
        await Pass(TimeSpan.FromSeconds(1), () => !_entities.All.IsEmpty);
        var came = _entities.All.ShouldHaveSingleItem();
        came.To.ShouldBe(_incident);
        came.Command.ShouldBe(new Remind(due));
    }

    [Fact]
    public async Task What_somebody_took_is_never_reminded()
    {
        await Start();
        await Set(TimeSpan.FromSeconds(2));
        await Folded(_feed.Append(_incident, new TaskTaken(_task, Chief, _time.GetUtcNow())));
        await Set(TimeSpan.FromSeconds(5), new TaskId(Guid.CreateVersion7()));
        await Pass(TimeSpan.FromSeconds(6), () => !_entities.All.IsEmpty);
        _entities.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task One_due_time_is_told_once_however_long_it_stays_open()
    {
        await Start();
        await Set(TimeSpan.FromSeconds(1));
        await Pass(TimeSpan.FromSeconds(5), () => !_entities.All.IsEmpty);
        await Pass(TimeSpan.FromMinutes(2));
        _entities.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Each_new_due_time_of_a_task_is_told_again()
    {
        await Start();
        for (var round = 1; round <= 3; round++)
        {
            await Set(TimeSpan.FromSeconds(2));
            await Pass(TimeSpan.FromSeconds(3), () => _entities.All.Count == round);
        }
        _entities.All.Select(came => came.Meta.CommandId).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_busy_entity_is_told_again_under_the_same_command_id()
    {
        var tries = 0;
        _entities.Answer = _ => ++tries < 4 ? new Reply.Busy(TimeSpan.FromMilliseconds(500)) : new Reply.Accepted(new Position(1), 1);
        await Start();
        await Set(TimeSpan.FromSeconds(1));
        while (_entities.All.Count < 4)
        {
            await Until.True(() => _time.Waiting > 0, "somebody waits");
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
        _entities.All.Select(came => (came.Meta.CommandId, came.Meta.Digest)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_entity_that_cannot_be_read_is_told_once_and_the_others_are_told_in_time()
    {
        _entities.Answer = came => came.To == _incident ? new Reply.Broken("it cannot be folded") : new Reply.Accepted(new Position(1), 1);
        await Start();
        await Set(TimeSpan.FromSeconds(1));
        var other = Entities.Incident(Entities.Live, new IncidentId(Guid.CreateVersion7()));
        var planned = new PlannedTask(_task, null, TaskClass.Life, "敲门", null, [], [], [], 120);
        await Folded(
            _feed.Append(
                other,
                new TaskOpened(_task, "411502001001", null, planned, _time.GetUtcNow() + TimeSpan.FromSeconds(2), Chief, _time.GetUtcNow())
            )
        );
        await Pass(TimeSpan.FromSeconds(3), () => _entities.All.Any(came => came.To == other));
        await Pass(TimeSpan.FromSeconds(30));
        _entities.All.Select(came => came.To).ShouldBe([_incident, other], ignoreOrder: true);
    }

    [Fact]
    public async Task After_a_restart_what_fell_due_meanwhile_is_told_under_the_same_id_as_before()
    {
        var due = await Set(TimeSpan.FromSeconds(1), start: false);
        _time.Advance(TimeSpan.FromHours(9));
        await Start();
        await Pass(TimeSpan.FromSeconds(1), () => !_entities.All.IsEmpty);
        _entities.All.ShouldHaveSingleItem().Meta.CommandId.ShouldBe(Derived.Command("clock", $"{_incident}\n{_task}\n{due.UtcTicks}"));
    }

    /// <summary>Starts the clock and waits for its first look: a leap before that would go unnoticed.</summary>
    private async Task Start()
    {
        await _node.Start();
        await Until.True(() => _time.Waiting > 0, "the clock waits for its next look");
    }

    private async Task<DateTimeOffset> Set(TimeSpan after, TaskId? task = null, bool start = true)
    {
        var due = _time.GetUtcNow() + after;
        var planned = new PlannedTask(task ?? _task, null, TaskClass.Life, "敲门", null, [], [], [], 120);
        var stored = _feed.Append(_incident, new TaskOpened(planned.Id, "411502001001", null, planned, due, Chief, _time.GetUtcNow()));
        if (start)
            await Folded(stored);
        return due;
    }

    private async Task Folded(Happened stored) =>
        (await _node.Folding.At(stored.Position, Until.AtMost, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    /// <summary>Lets time pass in small steps; between two of them the clock has looked: its next timer is set.</summary>
    private async Task Pass(TimeSpan by, Func<bool>? until = null)
    {
        var step = by > TimeSpan.FromMinutes(1) ? TimeSpan.FromMilliseconds(250) : TimeSpan.FromMilliseconds(10);
        for (var passed = TimeSpan.Zero; passed < by && until?.Invoke() != true; passed += step)
        {
            await Until.True(() => _time.Waiting > 0, "the clock waits for its next look");
            _time.Advance(step);
        }
        if (until is not null)
            await Until.True(until, "what was waited for");
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>A node that holds the duty.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly DueClock _clock;

        public Node(MemoryFeed feed, NotingEntities entities, FakeTime time)
        {
            Folding = new Folding(feed, [new DuesView()], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());
            var steady = new SteadyTime(time);
            var insisting = new Insisting(new Sending(entities), time, new Realms(), NullLogger<Insisting>.Instance);
            _clock = new DueClock(
                new AllDuties(),
                feed,
                Folding,
                insisting,
                new Clock(steady, new Realms()),
                steady,
                NullLogger<DueClock>.Instance
            );
        }

        public Folding Folding { get; }

        public async Task Start()
        {
            await Folding.StartAsync(TestContext.Current.CancellationToken);
            await _clock.StartAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await _clock.StopAsync(CancellationToken.None);
            await Folding.StopAsync(CancellationToken.None);
            _clock.Dispose();
            Folding.Dispose();
        }
    }
}
