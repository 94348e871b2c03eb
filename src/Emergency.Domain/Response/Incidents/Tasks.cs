using Emergency.Domain.Plans;

namespace Emergency.Domain.Incidents;

/// <summary>Task in an incident: open, taken (我来), arrived (到了), done (办完), cancelled. A life-safety task alerts all its people at once and
/// the first to take it has it; one that can wait goes up step by step; a professional one is never taken by a lay role (应对法 77).</summary>
public sealed record IncidentTask(
    TaskId Id,
    string Community,
    string? Card,
    string? Step,
    TaskClass Class,
    string? Text,
    Sealed? OwnText,
    ListOf<string> Professionals,
    ListOf<HouseholdId> Doors,
    ListOf<Level> Levels,
    int Level,
    TaskState State,
    By? Holder,
    int AllowSeconds,
    DateTimeOffset? Due,
    int Reminders,
    DateTimeOffset OpenedAt,
    DateTimeOffset? TakenAt = null
)
{
    /// <summary>Accounts that have declined since it was last open; forgotten when somebody takes it, and counted nowhere.</summary>
    public ListOf<By> Declined { get; init; } = [];

    /// <summary>Alerted members whose phone has shown it to them; only their number is published.</summary>
    public ListOf<MemberId> NoticedBy { get; init; } = [];

    /// <summary>Total quantity of each thing it needs.</summary>
    public ListOf<SupplyNeed> Needs { get; init; } = [];

    /// <summary>Needs the community's stock could not meet, with the street's answers.</summary>
    public ListOf<Shortage> Shortages { get; init; } = [];

    /// <summary>Help it brings; null where nobody asked for any.</summary>
    public HelpAsked? Help { get; init; }

    /// <summary>Refusals of help, in the words of the people who declined; shown to the asker.</summary>
    public ListOf<HelpRefused> Refused { get; init; } = [];
    public static readonly Code Unknown = new("task.unknown"),
        Taken = new("task.taken"),
        Over = new("task.over"),
        NotYours = new("task.not-yours"),
        NotTaken = new("task.not-taken"),
        NotAlerted = new("task.not-alerted"),
        Professional = new("task.professional"),
        NotAsker = new("task.not-asker"),
        BadCount = new("task.bad-count"),
        CardActive = new("task.card-active");
}

public enum TaskState
{
    Open,
    Taken,
    Arrived,
    Done,
    Cancelled,
}

/// <summary>Step of the ladder of alerts: the role that brought the members in, and the members; a level without members is the street
/// office, or above it the county.</summary>
public sealed record Level(string Role, ListOf<MemberId> Members)
{
    public const string HandedOn = "handed-on",
        StreetOffice = "street",
        CountyDesk = "county";
}

/// <summary>Card that runs in a community, copied from the plan as of <paramref name="PlanPosition"/>.</summary>
public sealed record ActivatedCard(string Community, string Card, string PlanVersion, long PlanPosition, DateTimeOffset At);

/// <summary>Task as resolved from a card's step and the roster of that moment.</summary>
public sealed record PlannedTask(
    TaskId Id,
    string? Step,
    TaskClass Class,
    string? Text,
    Sealed? OwnText,
    ListOf<string> Professionals,
    ListOf<HouseholdId> Doors,
    ListOf<Level> Levels,
    int AllowSeconds,
    ListOf<SupplyNeed>? Supplies = null,
    HelpAsked? Help = null
);

public abstract record TaskCommand : IncidentCommand;

/// <param name="Elsewhere">Number of doors of the area that got no task here because a task of another running incident is for them
/// already.</param>
public sealed record ActivateCard(ActivatedCard Card, ListOf<PlannedTask> Tasks, By By, DateTimeOffset At, int Elsewhere = 0) : TaskCommand;

/// <summary>Ends a card that runs in a community without the incident: its tasks not yet done are cancelled.</summary>
public sealed record EndCard(string Community, string Card, By By, DateTimeOffset At) : TaskCommand;

public sealed record AssignTask(string Community, PlannedTask Task, By By, DateTimeOffset At) : TaskCommand;

/// <param name="Watching">True for a secretary, street officer or county role: they can take tasks to which they were not alerted.</param>
public sealed record TakeTask(TaskId Task, By By, bool Watching, DateTimeOffset At) : TaskCommand;

/// <summary>已看: records that an alerted person has had the task open on the phone.</summary>
public sealed record NoticeTask(TaskId Task, By By, DateTimeOffset At) : TaskCommand;

public sealed record ArriveAtTask(TaskId Task, By By, DateTimeOffset At) : TaskCommand;

/// <param name="Watching">True for roles that can also report a professional step done in the professionals' name.</param>
public sealed record FinishTask(TaskId Task, By By, bool Watching, DateTimeOffset At) : TaskCommand;

/// <summary>办不了: declines the task; costs nothing and is counted nowhere. A task declined by its holder is open again (one that can wait:
/// one step up). A task that can wait goes up at once when the last one alerted at a step declines.</summary>
/// <param name="Watching">True for a desk, which has no members to alert and can decline only help.</param>
public sealed record DeclineTask(TaskId Task, Sealed? Reason, By By, DateTimeOffset At, bool Watching = false) : TaskCommand;

/// <param name="ForHolder">True when an account that gives out tasks hands on a task that its holder gives up.</param>
public sealed record HandOnTask(TaskId Task, MemberId To, By By, DateTimeOffset At, bool ForHolder = false) : TaskCommand;

/// <summary>Records that a fact has answered the task: it is done without anybody's report, no matter who holds it.</summary>
public sealed record AnswerTask(TaskId Task, TaskFact Fact, By By, DateTimeOffset At) : TaskCommand;

public sealed record CancelTask(TaskId Task, Sealed? Reason, By By, DateTimeOffset At) : TaskCommand;

public abstract record TaskEvent : IncidentEvent;

/// <summary>Act or event about one task of an incident.</summary>
public interface IOfTask
{
    TaskId Task { get; }
}

/// <summary>Event of one task; only the start and the end of a whole card are events of none.</summary>
public abstract record OneTaskEvent : TaskEvent, IOfTask
{
    public abstract TaskId Task { get; init; }
}

/// <param name="Elsewhere">Doors that a task of another running incident is for already; null where there are none.</param>
[Stored("incident.card-activated.v1")]
public sealed record CardActivated(ActivatedCard Card, By By, DateTimeOffset At, int? Elsewhere = null) : TaskEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

[Stored("incident.card-ended.v1")]
public sealed record CardEnded(string Community, string Card, By By, DateTimeOffset At) : TaskEvent;

[Stored("incident.task-opened.v1")]
public sealed record TaskOpened(
    TaskId Task,
    string Community,
    string? Card,
    PlannedTask Planned,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : OneTaskEvent, ISetsDue
{
    public string DueOf => Task.ToString();
}

[Stored("incident.task-taken.v1")]
public sealed record TaskTaken(TaskId Task, By By, DateTimeOffset At) : OneTaskEvent, ISetsDue
{
    public string DueOf => Task.ToString();
    public DateTimeOffset? Due => null;
}

[Stored("incident.task-noticed.v1")]
public sealed record TaskNoticed(TaskId Task, By By, DateTimeOffset At) : OneTaskEvent;

[Stored("incident.task-arrived.v1")]
public sealed record TaskArrived(TaskId Task, By By, DateTimeOffset At) : OneTaskEvent;

/// <param name="Fact">Known fact that answered it, where nobody has reported it done.</param>
[Stored("incident.task-done.v1")]
public sealed record TaskDone(TaskId Task, By By, DateTimeOffset At, TaskFact? Fact = null) : OneTaskEvent, ISetsDue
{
    public string DueOf => Task.ToString();
    public DateTimeOffset? Due => null;
}

/// <param name="Level">Level that is alerted from now on.</param>
[Stored("incident.task-declined.v1")]
public sealed record TaskDeclined(TaskId Task, Sealed? Reason, int Level, DateTimeOffset? Due, By By, DateTimeOffset At)
    : OneTaskEvent,
        ISetsDue
{
    public string DueOf => Task.ToString();
}

[Stored("incident.task-handed-on.v1")]
public sealed record TaskHandedOn(TaskId Task, MemberId To, DateTimeOffset? Due, By By, DateTimeOffset At) : OneTaskEvent, ISetsDue
{
    public string DueOf => Task.ToString();
}

[Stored("incident.task-cancelled.v1")]
public sealed record TaskCancelled(TaskId Task, Sealed? Reason, By By, DateTimeOffset At) : OneTaskEvent, ISetsDue
{
    public string DueOf => Task.ToString();
    public DateTimeOffset? Due => null;
}

/// <summary>Records that nobody has taken a life-safety task in time: everybody it concerns is alerted again.</summary>
[Stored("incident.task-reminded.v1")]
public sealed record TaskReminded(TaskId Task, int Count, DateTimeOffset? Due, DateTimeOffset At) : OneTaskEvent, ISetsDue
{
    public string DueOf => Task.ToString();
}

/// <summary>Records that nobody has taken a task that can wait: it goes one step up. At the last step no further due time is set.</summary>
[Stored("incident.task-escalated.v1")]
public sealed record TaskEscalated(TaskId Task, int Level, DateTimeOffset? Due, DateTimeOffset At) : OneTaskEvent, ISetsDue
{
    public string DueOf => Task.ToString();
}
