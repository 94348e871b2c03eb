using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Incidents;

/// <summary>Reasons for refusing of incidents, their tasks and doors, each with an act that meets it.</summary>
internal static class IncidentRefusals
{
    private static readonly CaseFacts Facts = new(
        new("119", "F-1"),
        Category.Fire,
        Priority.Life,
        County,
        null,
        null,
        null,
        "missing",
        null,
        Night,
        Hidden("着火")
    );

    public static readonly (Code Code, Noun Noun, Event[] Given, Command When)[] All =
    [
        (Incident.Unknown, Noun.Incident, [], new ContainIncident(DutyOfficer, Night)),
        (
            Incident.Over,
            Noun.Incident,
            [TaskLadder.Fire, new IncidentWithdrawn(Hidden("误报"), DutyOfficer, Night)],
            new ContainIncident(DutyOfficer, Night)
        ),
        (
            Incident.AlreadyOpen,
            Noun.Incident,
            [TaskLadder.Fire],
            new OpenIncident(
                County,
                null,
                null,
                Category.Gas,
                Priority.Life,
                null,
                null,
                Id<ReportId>(9),
                null,
                null,
                Night,
                Hidden("漏气"),
                DutyOfficer,
                Night
            )
        ),
        (
            Incident.NoGrade,
            Noun.Incident,
            [TaskLadder.Fire with { Category = Category.PublicOrder }],
            new GradeIncident(Grade.Major, DutyOfficer, Night)
        ),
        (Incident.BadWind, Noun.Incident, [TaskLadder.Fire], new TellWind(360, 3, DutyOfficer, Night)),
        (Incident.TasksRunning, Noun.Incident, TaskLadder.LifeTaken, new WithdrawIncident(Hidden("误报"), DutyOfficer, Night)),
        (Incident.SceneNotReady, Noun.Incident, TaskLadder.LifeTaken, EndingLadder.End),
        (Incident.SceneRunning, Noun.Incident, [TaskLadder.Fire], new EndResponse(DutyOfficer, Night)),
        (Incident.SceneOver, Noun.Incident, EndingLadder.AtRest, new TakeTask(TaskLadder.Wake, GridChief, true, Night)),
        (Incident.NotStarter, Noun.Incident, EndingLadder.AtRest, new EndResponse(Secretary, Night)),
        (Incident.ResponseRunning, Noun.Incident, EndingLadder.AtRest, EndingLadder.Archive),
        (
            Incident.ResponsesRunning,
            Noun.Incident,
            EndingLadder.AtRest,
            new EndResponse(DutyOfficer, After(90)) { Running = [Id<ResponseId>(1)] }
        ),
        (Incident.IsJoined, Noun.Incident, [TaskLadder.Fire, JoinStories.Joined], new ContainIncident(DutyOfficer, Night)),
        (Incident.WorkBegun, Noun.Incident, TaskLadder.LifeOpen, JoinStories.Join),
        (Incident.ArchiveNotReady, Noun.Incident, EndingLadder.Terminated, EndingLadder.Archive with { Care = 1 }),
        (Doors.Unsettled, Noun.Doors, DoorLadder.Counted, new CloseDoors(Night)),
        (Report.Unknown, Noun.Incident, [TaskLadder.Fire], new WithdrawReports(Facts.Key, Hidden("误报"), Night)),
        (IncidentTask.Unknown, Noun.Incident, [TaskLadder.Fire], new TakeTask(TaskLadder.Wake, GridChief, true, Night)),
        (IncidentTask.Taken, Noun.Incident, TaskLadder.LifeTaken, new TakeTask(TaskLadder.Wake, UnitChief, false, Night)),
        (IncidentTask.Over, Noun.Incident, TaskLadder.LifeDone, new TakeTask(TaskLadder.Wake, UnitChief, false, Night)),
        (IncidentTask.NotYours, Noun.Incident, TaskLadder.LifeTaken, new ArriveAtTask(TaskLadder.Wake, UnitChief, Night)),
        (IncidentTask.NotTaken, Noun.Incident, TaskLadder.LifeOpen, new ArriveAtTask(TaskLadder.Wake, UnitChief, Night)),
        (IncidentTask.NotAsker, Noun.Incident, HelpStories.Open, new WithdrawHelp(HelpStories.Two, Secretary, Night)),
        (IncidentTask.BadCount, Noun.Incident, [TaskLadder.Fire], HelpStories.Ask(0)),
        (IncidentTask.NotAlerted, Noun.Incident, TaskLadder.LifeOpen, new TakeTask(TaskLadder.Wake, Volunteer, false, Night)),
        (IncidentTask.Professional, Noun.Incident, TaskLadder.ProfessionalOpen, new TakeTask(TaskLadder.Wake, Responder, false, Night)),
        (
            IncidentTask.CardActive,
            Noun.Incident,
            [TaskLadder.Fire, new CardActivated(new(Community, "c", "1", 1, Night), Secretary, Night)],
            new ActivateCard(new(Community, "c", "1", 1, After(1)), [], Secretary, After(1))
        ),
        (Doors.NotStarted, Noun.Doors, [], DoorLadder.Tick(DoorLadder.OldMan, DoorState.Safe)),
        (
            Doors.Over,
            Noun.Doors,
            [.. DoorLadder.Counted, new DoorsClosed(DoorLadder.Fire, Community, Night)],
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.Safe)
        ),
        (Doors.UnknownPerson, Noun.Doors, DoorLadder.Counted, DoorLadder.Tick(DoorLadder.Tourist, DoorState.Safe)),
        (Doors.UnknownHousehold, Noun.Doors, DoorLadder.Counted, DoorLadder.TickDoor(DoorLadder.Elsewhere, DoorState.Safe)),
        (
            Doors.SourceMissing,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.Away) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (
            Doors.PlaceMissing,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.Moved) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (
            Doors.HospitalUnconfirmed,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.AtHospital) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (
            Doors.HandOverUnconfirmed,
            Noun.Doors,
            DoorLadder.Counted,
            DoorLadder.Tick(DoorLadder.OldMan, DoorState.HandedOver) with
            {
                Note = DoorLadder.Silent,
            }
        ),
        (Doors.NotMoved, Noun.Doors, DoorLadder.Counted, DoorLadder.Tick(DoorLadder.OldMan, DoorState.Returned)),
        (
            Doors.NotOpenToTakeOver,
            Noun.Doors,
            DoorLadder.Counted,
            new TakeOverDoor(DoorLadder.OldMan, null, "street", Hidden("王科"), StreetOfficer, Night)
        ),
    ];
}
