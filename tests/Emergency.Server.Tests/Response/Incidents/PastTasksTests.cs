using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Reactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Incidents;

/// <summary>A month after its archive the tasks of an incident leave memory; their pages do not change.</summary>
public sealed class PastTasksTests : IDisposable
{
    private const string Community = "411502001001";
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly By Duty = new(new("duty"), Role.CountyDuty);
    private static readonly TaskId Done = new(Guid.CreateVersion7()),
        Dropped = new(Guid.CreateVersion7());
    private readonly IncidentId _fire = new(Guid.CreateVersion7());
    private readonly MemoryFeed _feed = new(TimeProvider.System);
    private readonly IncidentsView _view = new(new Settings());
    private readonly Folding _folding;

    public PastTasksTests() => _folding = new Folding(_feed, [_view], TimeProvider.System, NullLogger<Folding>.Instance, new Realms());

    public void Dispose() => _folding.Dispose();

    [Fact]
    public async Task They_leave_memory_and_are_shown_as_they_were()
    {
        await _folding.StartAsync(CancellationToken.None);
        Happens(_fire, Then, Opened(Then));
        Happens(_fire, Then, new TaskOpened(Done, Community, null, Planned(Done), Then.AddMinutes(5), Duty, Then));
        Happens(_fire, Then, new TaskOpened(Dropped, Community, null, Planned(Dropped), null, Duty, Then));
        Happens(_fire, Then, new TaskTaken(Done, Duty, Then.AddMinutes(1)), new TaskDone(Done, Duty, Then.AddMinutes(9)));
        Happens(_fire, Then, new TaskCancelled(Dropped, null, Duty, Then.AddMinutes(10)));
        Happens(_fire, Then, new SceneEnded(1, Duty, Then), new ResponseEnded(Duty, Then));
        var before = await Come(Happens(_fire, Then, new IncidentArchived(new("sealed"), 1, Duty, Then)));
        var (tasks, shown, light) = (Fire(before).State.Tasks, Shown(before), Light(before));
        shown.Count.ShouldBe(2);

        var almost = await Come(Elsewhere(Then + IncidentsKnown.Kept - TimeSpan.FromSeconds(1)));
        Fire(almost).State.Tasks.Count.ShouldBe(2);

        var known = await Come(Elsewhere(Then + IncidentsKnown.Kept));
        Fire(known).State.Tasks.ShouldBeEmpty();
        Shown(known).ShouldBe(shown);
        Light(known).ShouldBe(light);
        Fire(known).Shown(Done)!.State.ShouldBe(TaskState.Done);
        Fire(known).Place(Dropped).ShouldBe(Community);
        Fire(known).Shown(new(Guid.CreateVersion7())).ShouldBeNull();

        var recalled = await new TasksRecalled(_feed).Recall(known, Entities.Live, _fire, CancellationToken.None);
        Fire(recalled).State.Tasks.ShouldBe(tasks, ignoreOrder: true);
        Fire(recalled).Summary.ShouldBeNull();
        Fire(_folding.Now).State.Tasks.ShouldBeEmpty("who looks brings nothing back for all others");
        (await new TasksRecalled(_feed).Recall(before, Entities.Live, _fire, CancellationToken.None)).ShouldBeSameAs(before);
    }

    private IncidentKnown Fire(Known known) => known.Of<IncidentsKnown>().Find(_fire)!;

    private string Light(Known known) => JsonSerializer.Serialize(Lights.Of(known.Of<IncidentsKnown>(), Fire(known)), Json.Options);

    /// <summary>Changes of the tasks for a browser that opens the incident now.</summary>
    private IReadOnlyList<string> Shown(Known known) =>
        [
            .. Folding
                .Show(known, [_view], Group.Incident(Entities.Live, _fire))
                .Where(change => change.View == Lights.Task)
                .Select(change => $"{change.Key} {JsonSerializer.Serialize(change.Value, Json.Options)}")
                .Order(StringComparer.Ordinal),
        ];

    private Position Elsewhere(DateTimeOffset at) => Happens(new(Guid.CreateVersion7()), at, Opened(at));

    private Position Happens(IncidentId incident, DateTimeOffset at, params IncidentEvent[] happened)
    {
        var meta = new Meta(Guid.CreateVersion7(), "", "test", "", "", null, at, null);
        return happened.Select(one => _feed.Append(Entities.Incident(Entities.Live, incident), one, meta)).Last().Position;
    }

    private async Task<Known> Come(Position position) =>
        (await _folding.At(position, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken))!;

    private static IncidentOpened Opened(DateTimeOffset at) =>
        new(
            "411502",
            Community,
            null,
            Category.Fire,
            Priority.Life,
            null,
            null,
            new(Guid.CreateVersion7()),
            null,
            null,
            at,
            new("sealed"),
            Duty,
            at
        );

    private static PlannedTask Planned(TaskId task) =>
        new(task, null, TaskClass.Life, "看一下", null, [], [new(Guid.CreateVersion7())], [new("team", [new(Guid.CreateVersion7())])], 300);
}
