using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Reactions;

public sealed class ReminderTests(Borough town)
{
    [Fact]
    public async Task F18_a_task_nobody_takes_is_reminded_again_and_again_and_a_taken_one_never()
    {
        var (incident, task) = await Opened(TaskClass.Life, new Level("unit-chief", [BoroughRegisters.UnitChief]));
        await Until.True(() => Task(incident, task).Reminders >= 2, "it was reminded twice");
        await town.Do(
            Entities.Incident(Borough.Realm, incident),
            new TakeTask(task, new By(new("a"), Role.UnitChief, BoroughRegisters.UnitChief), false, TimeProvider.System.GetUtcNow())
        );
        town.Folding.Now.Of<DuesKnown>().Order.ShouldNotContain(key => key.Of == task.ToString());
        Task(incident, task).State.ShouldBe(TaskState.Taken);
    }

    [Fact]
    public async Task A_task_that_can_wait_and_that_nobody_takes_goes_up_to_the_street_and_rests_there()
    {
        var (incident, task) = await Opened(
            TaskClass.Wait,
            new Level("volunteer", [BoroughRegisters.Volunteer]),
            new Level("secretary", [BoroughRegisters.Secretary]),
            new Level(Level.StreetOffice, [])
        );
        await Until.True(() => Task(incident, task).Level == 2, "it went up to the street");
        town.Folding.Now.Of<DuesKnown>().Order.ShouldNotContain(key => key.Of == task.ToString());
    }

    private IncidentTask Task(IncidentId incident, TaskId task) => town.Incident(incident.Value)!.State.Tasks[task];

    private async Task<(IncidentId Incident, TaskId Task)> Opened(TaskClass kind, params Level[] levels)
    {
        var (incident, task, now) = (
            new IncidentId(Guid.CreateVersion7()),
            new TaskId(Guid.CreateVersion7()),
            TimeProvider.System.GetUtcNow()
        );
        var text = await town.Seal(incident.Value, new CaseText("试火", null, null, null, null));
        await town.Do(
            Entities.Incident(Borough.Realm, incident),
            new OpenIncident(
                Borough.County,
                Borough.Community,
                null,
                Category.Fire,
                Priority.Urgent,
                new Located(new(114.07, 32.11), Datum.Wgs84, new(114.07, 32.11)),
                null,
                new ReportId(Guid.CreateVersion7()),
                null,
                null,
                now,
                text,
                Borough.By,
                now
            )
        );
        await town.Do(
            Entities.Incident(Borough.Realm, incident),
            new AssignTask(Borough.Community, new PlannedTask(task, null, kind, "敲门", null, [], [], [.. levels], 1), Borough.By, now)
        );
        return (incident, task);
    }
}
