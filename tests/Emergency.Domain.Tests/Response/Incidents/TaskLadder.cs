using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

/// <summary>
/// Situations in which stories about tasks begin. The task can take ten minutes; the life-safety one concerns unit, building and grid
/// chief, the other goes from unit chief to building chief to the street.
/// </summary>
public static class TaskLadder
{
    public const int Allow = 600;
    public static readonly TaskId Wake = Id<TaskId>(1);
    public static readonly Level Unit = new("unit-chief", [MemberOf(UnitChief)]),
        Building = new("building-chief", [MemberOf(BuildingChief)]),
        Grid = new("grid-chief", [MemberOf(GridChief)]),
        Street = new(Level.StreetOffice, []);

    public static IncidentOpened Fire =>
        new(
            County,
            Community,
            G1,
            Category.Fire,
            Priority.Life,
            There,
            null,
            Id<ReportId>(1),
            null,
            null,
            Night,
            Hidden("老楼着火"),
            DutyOfficer,
            Night
        );

    public static PlannedTask Planned(TaskClass task, params ReadOnlySpan<Level> levels) =>
        new(Wake, "wake-building", task, "逐户叫醒", null, [], [], ListOf.From(levels), Allow);

    public static IncidentEvent[] Opened(PlannedTask planned, DateTimeOffset? due) =>
        [Fire, new TaskOpened(Wake, Community, "old-block-fire", planned, due, Secretary, Night), new IncidentAttended(Night)];

    public static IncidentEvent[] LifeOpen => Opened(Planned(TaskClass.Life, Unit, Building, Grid), After(10));
    public static IncidentEvent[] LifeTaken => [.. LifeOpen, new TaskTaken(Wake, GridChief, After(1))];
    public static IncidentEvent[] LifeArrived => [.. LifeTaken, new TaskArrived(Wake, GridChief, After(4))];
    public static IncidentEvent[] LifeDone => [.. LifeArrived, new TaskDone(Wake, GridChief, After(8))];
    public static IncidentEvent[] Cancelled => [.. LifeOpen, new TaskCancelled(Wake, null, Secretary, After(1))];
    public static IncidentEvent[] WaitOpen => Opened(Planned(TaskClass.Wait, Unit, Building, Street), After(10));
    public static IncidentEvent[] WaitTaken => [.. WaitOpen, new TaskTaken(Wake, UnitChief, After(1))];
    public static IncidentEvent[] WaitAtStreet =>
        [.. WaitOpen, new TaskEscalated(Wake, 1, After(20), After(10)), new TaskEscalated(Wake, 2, null, After(20))];
    public static IncidentEvent[] ProfessionalOpen => Opened(Planned(TaskClass.Professional) with { Professionals = ["消防"] }, null);
}
