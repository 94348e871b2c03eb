using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>Unsettled doors of one community, as found when the scene was to end: persons at risk, households, people.</summary>
public sealed record OpenDoors(string Community, int AtRisk, int Households, int People);

/// <summary>Supplies issued to a task of the incident that have neither come back nor been written off.</summary>
public sealed record OutLot(string Community, LotId Lot, TaskId Task, int Quantity);

public abstract record EndingCommand : IncidentCommand;

/// <summary>现场处置结束: ends the scene; refused while a door is unsettled or a life-safety task open. Supplies and care cases never block
/// it.</summary>
/// <param name="Doors">Copies of the unsettled doors, as of <paramref name="Position"/>.</param>
public sealed record EndScene(ListOf<OpenDoors> Doors, long Position, By By, DateTimeOffset At) : EndingCommand;

/// <summary>Opens the scene again, because a door was opened again between the look and the end.</summary>
public sealed record ReopenScene(string Community, DateTimeOffset At) : EndingCommand;

/// <summary>响应终止: ends the response, by the office that started it or one above (应对法 86).</summary>
public sealed record EndResponse(By By, DateTimeOffset At) : EndingCommand
{
    /// <summary>Responses of the incident that their authorities have not ended, as found; one started between the look and the end runs on
    /// until its authority ends it.</summary>
    public ListOf<ResponseId> Running { get; init; } = [];
}

/// <summary>归档: archives the incident: supplies returned or written off, care cases handed on or closed, final report.</summary>
/// <param name="Care">Number of cases of temporary care that are still open.</param>
public sealed record ArchiveIncident(ListOf<OutLot> Goods, int Care, Sealed? FinalReport, long Position, By By, DateTimeOffset At)
    : EndingCommand;

public abstract record EndingEvent : IncidentEvent;

[Stored("incident.scene-ended.v1")]
public sealed record SceneEnded(long Position, By By, DateTimeOffset At) : EndingEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

[Stored("incident.scene-reopened.v1")]
public sealed record SceneReopened(string Community, DateTimeOffset At) : EndingEvent;

[Stored("incident.response-ended.v1")]
public sealed record ResponseEnded(By By, DateTimeOffset At) : EndingEvent;

[Stored("incident.archived.v1")]
public sealed record IncidentArchived(Sealed FinalReport, long Position, By By, DateTimeOffset At) : EndingEvent;

/// <summary>Rules of the three acts in which an incident ends.</summary>
public static class EndingRules
{
    /// <summary>Returns the answer to a command after the end of the scene; null where the command still makes sense.</summary>
    public static Decision? After(Incident state, IncidentCommand command) =>
        state.Stage is not (IncidentStage.SceneEnded or IncidentStage.ResponseEnded or IncidentStage.Archived)
            ? null
            : command switch
            {
                EndingCommand => null,
                OpenIncident or GiveBackIncident => null,
                GradeIncident or NotePhoned => state.Stage == IncidentStage.Archived ? Reject(Incident.Over) : null,
                // A report after the end is about something new: it opens an incident of its own.
                ReportCommand or WithdrawIncident => Reject(Incident.Over),
                _ => Reject(Incident.SceneOver),
            };

    public static Decision Decide(Incident state, EndingCommand command) =>
        command switch
        {
            EndScene => state.Stage is IncidentStage.SceneEnded or IncidentStage.ResponseEnded or IncidentStage.Archived
                ? Nothing
                : End(state, (EndScene)command),
            ReopenScene c => state.Stage switch
            {
                IncidentStage.SceneEnded or IncidentStage.ResponseEnded => new SceneReopened(c.Community, c.At),
                IncidentStage.Archived => Reject(Incident.Over),
                _ => Nothing,
            },
            EndResponse when state.Stage is IncidentStage.ResponseEnded or IncidentStage.Archived => Nothing,
            EndingCommand when state.Stage is IncidentStage.Active or IncidentStage.Contained => Reject(Incident.SceneRunning),
            EndResponse { Running: { Count: > 0 } running } => Reject(Incident.ResponsesRunning, $"{running.Count}"),
            EndResponse c => Rank(c.By.Role) >= Rank(state.Starter?.Role ?? Role.CountyDuty)
                ? new ResponseEnded(c.By, c.At)
                : Reject(Incident.NotStarter),
            ArchiveIncident when state.Stage == IncidentStage.Archived => Nothing,
            ArchiveIncident when state.Stage != IncidentStage.ResponseEnded => Reject(Incident.ResponseRunning),
            ArchiveIncident { Goods.Count: 0, Care: <= 0, FinalReport: { } report } c => new IncidentArchived(
                report,
                c.Position,
                c.By,
                c.At
            ),
            ArchiveIncident c => Reject(Incident.ArchiveNotReady, $"{c.Goods.Count}", $"{c.Care}", c.FinalReport is null ? "1" : "0"),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Returns the life-safety tasks that nobody has done.</summary>
    public static IEnumerable<IncidentTask> OpenLife(Incident state) =>
        state.Tasks.Values.Where(task => task.Class == Plans.TaskClass.Life && IsOpen(task)).OrderBy(task => task.Id.Value);

    // Tasks that can wait end with the scene, each by an event of its own, which clears its due time and frees its supplies.
    private static Decision End(Incident state, EndScene c)
    {
        var (doors, tasks) = (c.Doors.Where(open => open.AtRisk + open.Households + open.People > 0).ToList(), OpenLife(state).Count());
        if (doors.Count > 0 || tasks > 0)
            return Reject(
                Incident.SceneNotReady,
                $"{doors.Sum(open => open.AtRisk)}",
                $"{doors.Sum(open => open.Households)}",
                $"{doors.Sum(open => open.People)}",
                $"{tasks}"
            );
        return Of(
            state
                .Tasks.Values.Where(IsOpen)
                .OrderBy(task => task.Id.Value)
                .Select(task => (Event)new TaskCancelled(task.Id, null, c.By, c.At))
                .Append(new SceneEnded(c.Position, c.By, c.At))
        );
    }

    private static bool IsOpen(IncidentTask task) => task.State is TaskState.Open or TaskState.Taken or TaskState.Arrived;

    // Rank of the office that started the response: the committee, the street, the county. A response started by none of these is the
    // county's to end.
    private static int Rank(Role role) =>
        role switch
        {
            Role.CountyCommander or Role.CountyDuty or Role.Partner or Role.Operator => 3,
            Role.StreetOfficer => 2,
            Role.Secretary => 1,
            _ => 0,
        };

    public static Incident Evolve(Incident state, EndingEvent happened) =>
        happened switch
        {
            SceneEnded => state with { Stage = IncidentStage.SceneEnded },
            SceneReopened => state with { Stage = IncidentStage.Contained },
            ResponseEnded => state with { Stage = IncidentStage.ResponseEnded },
            IncidentArchived => state with { Stage = IncidentStage.Archived },
            _ => throw new Unforeseen(happened),
        };
}
