using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Server.Across.PositionSharing;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Live;

/// <summary>The task that lets a member share their place: their own, begun, of a running incident.</summary>
public sealed class TaskForPlaceTests(Borough town)
{
    private static readonly By Chief = World.As(Role.GridChief, GridChief);

    [Theory]
    [InlineData("open", false)]
    [InlineData("taken", true)]
    [InlineData("arrived", true)]
    [InlineData("done", false)]
    [InlineData("cancelled", false)]
    [InlineData("taken by another", false)]
    [InlineData("taken, contained", true)]
    [InlineData("taken, scene ended", false)]
    [InlineData("arrived, scene ended", false)]
    public async Task A_place_is_shared_while_a_task_is_in_hand(string stands, bool shared)
    {
        var world = await World.Make(town);
        var (id, task) = (world.New<IncidentId>("the fire"), world.New<TaskId>("a task"));
        var incident = Entities.Incident(Entities.Live, id);
        world.Happen(
            incident,
            new IncidentOpened(
                Borough.County,
                Borough.Community,
                null,
                Category.Fire,
                Priority.Life,
                null,
                null,
                world.New<ReportId>("the call"),
                null,
                null,
                world.Now,
                world.Words,
                Chief,
                world.Now
            )
        );
        world.Do(
            incident,
            new AssignTask(
                Borough.Community,
                new(task, null, TaskClass.Wait, null, null, [], [], [new("grid", [GridChief, UnitChief])], 600),
                Chief,
                world.Now
            )
        );
        if (!stands.StartsWith("open", StringComparison.Ordinal))
            world.Do(
                incident,
                new TakeTask(
                    task,
                    stands.EndsWith("another", StringComparison.Ordinal) ? World.As(Role.UnitChief, UnitChief) : Chief,
                    false,
                    world.Now
                )
            );
        if (stands.StartsWith("arrived", StringComparison.Ordinal))
            world.Do(incident, new ArriveAtTask(task, Chief, world.Now));
        if (stands == "done")
            world.Do(incident, new FinishTask(task, Chief, false, world.Now));
        if (stands == "cancelled")
            world.Do(incident, new CancelTask(task, null, Chief, world.Now));
        if (stands.EndsWith("contained", StringComparison.Ordinal))
            world.Happen(incident, new IncidentContained(Chief, world.Now));
        if (stands.EndsWith("scene ended", StringComparison.Ordinal))
            world.Happen(incident, new SceneEnded(0, Chief, world.Now));
        (Positions.InHand(world.Known.Of<IncidentsKnown>(), Chief.Account)?.Task.Id).ShouldBe(shared ? task : null);
    }
}
