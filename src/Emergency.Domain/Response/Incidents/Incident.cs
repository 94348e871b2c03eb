using System.Collections.Immutable;
using Emergency.Domain.Cases;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>Incident (突发事件; kind "incident", key = its id). Cut by topic: Reports, Impact, Tasks; door checks are an entity of their own
/// per incident and community. An ended incident takes no further command.</summary>
public sealed partial record Incident(
    IncidentStage Stage,
    string County,
    string? Community,
    string? Grid,
    Category Category,
    Priority Priority,
    Grade? Grade,
    ImmutableDictionary<ReportId, Report> Reports,
    Located? Location,
    string? Doubt,
    ImpactArea? Impact,
    ListOf<ActivatedCard> Cards,
    ImmutableDictionary<TaskId, IncidentTask> Tasks,
    DateTimeOffset? OpenedAt
)
{
    public static readonly Code Unknown = new("incident.unknown"),
        Over = new("incident.over"),
        TasksRunning = new("incident.tasks-running"),
        AlreadyOpen = new("incident.already-open"),
        IsJoined = new("incident.is-joined"),
        WorkBegun = new("incident.work-begun"),
        NoGrade = new("incident.no-grade"),
        BadWind = new("incident.bad-wind");
    public static readonly Code SceneNotReady = new("incident.scene-not-ready"),
        SceneRunning = new("incident.scene-running"),
        SceneOver = new("incident.scene-over"),
        NotStarter = new("incident.not-starter"),
        ResponseRunning = new("incident.response-running"),
        ResponsesRunning = new("incident.responses-running"),
        ArchiveNotReady = new("incident.archive-not-ready");
    public static readonly Incident None = new(
        IncidentStage.None,
        "",
        null,
        null,
        Category.Other,
        Priority.Normal,
        null,
        ImmutableDictionary<ReportId, Report>.Empty,
        null,
        null,
        null,
        [],
        ImmutableDictionary<TaskId, IncidentTask>.Empty,
        null
    );

    /// <summary>Account that started the response by activating the first card; until then the one that opened the incident.</summary>
    public By? Starter { get; init; }

    /// <summary>Set while this incident is joined to another.</summary>
    public JoinedTo? Joined { get; init; }

    /// <summary>Incidents joined to this one, each with the reports that came with it.</summary>
    public ImmutableDictionary<IncidentId, ListOf<ReportId>> TakenIn { get; init; } =
        ImmutableDictionary<IncidentId, ListOf<ReportId>>.Empty;

    /// <summary>Time at which the lack of anyone in charge will be reported; null where somebody is, or it was reported.</summary>
    public DateTimeOffset? AttentionDue { get; init; }

    /// <summary>True when nobody was in charge in time, and still nobody is.</summary>
    public bool Unattended { get; init; }

    /// <summary>Telephone calls noted by hand, in order.</summary>
    public ListOf<Phoned> Phoned { get; init; } = [];

    /// <summary>Last reported wind; null where nobody has reported it.</summary>
    public Wind? Wind { get; init; }

    /// <summary>True when the callers' data was destroyed.</summary>
    public bool CallersGone { get; init; }

    /// <summary>Thing it was before; null where it was an incident from the beginning.</summary>
    public Origin? From { get; init; }
}

/// <summary>Wind at the scene, as observed there.</summary>
/// <param name="From">Direction it comes from, degrees from north by east, 0 … 359.</param>
/// <param name="Force">0 … <see cref="Strongest"/> (GB/T 28591, Beaufort).</param>
public sealed record Wind(int From, int Force, By By, DateTimeOffset At)
{
    public const int Strongest = 17;
}

/// <summary>Note of a telephone call: its receiver (a code), caller and time.</summary>
public sealed record Phoned(string Line, Sealed? To, By By, DateTimeOffset At);

/// <summary>处置中, 已控制, 现场处置结束, 响应终止, 已归档, 误报撤销, 已并入.</summary>
public enum IncidentStage
{
    None,
    Active,
    Contained,
    SceneEnded,
    ResponseEnded,
    Archived,
    Withdrawn,
    Joined,
}

/// <summary>特别重大 … 一般 (应对法 3); null until a named official sets it, and always for social-security incidents.</summary>
public enum Grade
{
    General,
    Larger,
    Major,
    Extreme,
}

public abstract record IncidentCommand : Command;

/// <param name="Area">Area drawn at once; it does not mean that somebody is in charge of the incident.</param>
public sealed record OpenIncident(
    string County,
    string? Community,
    string? Grid,
    Category Category,
    Priority Priority,
    Located? Location,
    string? Doubt,
    ReportId Report,
    CaseKey? Case,
    Casualties? Casualties,
    DateTimeOffset KnownAt,
    Sealed Text,
    By By,
    DateTimeOffset At,
    Sealed? Caller = null,
    Origin? From = null,
    FirstArea? Area = null
) : IncidentCommand;

/// <summary>已电话报: notes that somebody was informed by telephone, before or beside the written report.</summary>
/// <param name="Line">Receiver: a code of the form that is filled in.</param>
/// <param name="To">Name of the person who took the call, sealed; null where nobody asked for it.</param>
public sealed record NotePhoned(string Line, Sealed? To, By By, DateTimeOffset At) : IncidentCommand;

public sealed record GradeIncident(Grade? Grade, By By, DateTimeOffset At) : IncidentCommand;

/// <summary>Records the wind (see <see cref="Wind"/>).</summary>
public sealed record TellWind(int From, int Force, By By, DateTimeOffset At) : IncidentCommand;

public sealed record ContainIncident(By By, DateTimeOffset At) : IncidentCommand;

/// <summary>误报: ends an incident in which nothing has begun; refused while a task is taken.</summary>
public sealed record WithdrawIncident(Sealed Reason, By By, DateTimeOffset At) : IncidentCommand;

/// <summary>Destroys the callers' data of an incident that is over; the other content stays.</summary>
/// <param name="Keys">Keys under which the callers of its reports are sealed.</param>
/// <param name="Again">True when an erasure is repeated on a journal restored from a time before it.</param>
public sealed record EraseCallers(ErasureBasis Basis, ListOf<Guid> Keys, By By, DateTimeOffset At, bool Again = false) : IncidentCommand;

public abstract record IncidentEvent : Event;

[Stored("incident.callers-erased.v1")]
public sealed record CallersErased(ErasureBasis Basis, ListOf<Guid> Keys, By By, DateTimeOffset At) : IncidentEvent, IErasure
{
    public Guid Subject => Keys[0];
}

/// <param name="Patience">Minutes after which the lack of anyone in charge is reported, where the county had set its own
/// (<see cref="Deadlines.Unattended"/>).</param>
[Stored("incident.opened.v1")]
public sealed record IncidentOpened(
    string County,
    string? Community,
    string? Grid,
    Category Category,
    Priority Priority,
    Located? Location,
    string? Doubt,
    ReportId Report,
    CaseKey? Case,
    Casualties? Casualties,
    DateTimeOffset KnownAt,
    Sealed Text,
    By By,
    DateTimeOffset At,
    Sealed? Caller = null,
    int? Patience = null,
    Origin? From = null
) : IncidentEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => Attention.Due(Priority, At, Patience);
}

[Stored("incident.phoned.v1")]
public sealed record IncidentPhoned(string Line, Sealed? To, By By, DateTimeOffset At) : IncidentEvent;

[Stored("incident.graded.v1")]
public sealed record IncidentGraded(Grade? Grade, By By, DateTimeOffset At) : IncidentEvent;

[Stored("incident.wind-told.v1")]
public sealed record WindTold(int From, int Force, By By, DateTimeOffset At) : IncidentEvent;

[Stored("incident.contained.v1")]
public sealed record IncidentContained(By By, DateTimeOffset At) : IncidentEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

[Stored("incident.withdrawn.v1")]
public sealed record IncidentWithdrawn(Sealed Reason, By By, DateTimeOffset At) : IncidentEvent, ISetsDue
{
    public string DueOf => Attention.Of;
    public DateTimeOffset? Due => null;
}

public sealed partial record Incident
{
    public static Decision Decide(Incident state, Command command) =>
        command switch
        {
            Remind c => state.Stage is IncidentStage.Active or IncidentStage.Contained
                ? Of(Attention.Late(state, c.At).Concat(TaskRules.Late(state, c.At)))
                : Nothing,
            EraseCallers c when c.Again || state.Stage != IncidentStage.None => state.CallersGone
                ? Nothing
                : new CallersErased(c.Basis, c.Keys, c.By, c.At),
            WithdrawIncident when state.Stage == IncidentStage.Withdrawn => Nothing,
            IncidentCommand when state.Stage == IncidentStage.Withdrawn => Reject(Over),
            OpenIncident c when state.Stage == IncidentStage.None => Of(Opened(c)),
            OpenIncident c => state.Reports.ContainsKey(c.Report) ? Nothing : Reject(AlreadyOpen),
            IncidentCommand when state.Stage == IncidentStage.None => Reject(Unknown),
            IncidentCommand c when EndingRules.After(state, c) is { } ended => ended,
            IncidentCommand c when JoinRules.While(state, c) is { } joined => joined,
            GradeIncident { Grade: not null } when state.Category == Category.PublicOrder => Reject(NoGrade),
            GradeIncident c => c.Grade == state.Grade ? Nothing : new IncidentGraded(c.Grade, c.By, c.At),
            TellWind { From: < 0 or > 359 } or TellWind { Force: < 0 or > Wind.Strongest } => Reject(BadWind),
            TellWind c => c.At < state.Wind?.At ? Nothing : new WindTold(c.From, c.Force, c.By, c.At),
            NotePhoned c => new IncidentPhoned(c.Line, c.To, c.By, c.At),
            ContainIncident c => state.Stage == IncidentStage.Contained ? Nothing : new IncidentContained(c.By, c.At),
            WithdrawIncident c => Withdraw(state, c),
            ReportCommand c => ReportRules.Decide(state, c),
            ImpactCommand c => ImpactRules.Decide(state, c),
            TaskCommand c => TaskRules.Decide(state, c),
            HelpCommand c => HelpRules.Decide(state, c),
            EndingCommand c => EndingRules.Decide(state, c),
            GoodsCommand c => GoodsRules.Decide(state, c),
            JoinCommand c => JoinRules.Decide(state, c),
            _ => throw new Unforeseen(command),
        };

    private static IEnumerable<Event> Opened(OpenIncident c)
    {
        var opened = new IncidentOpened(
            c.County,
            c.Community,
            c.Grid,
            c.Category,
            c.Priority,
            c.Location,
            c.Doubt,
            c.Report,
            c.Case,
            c.Casualties,
            c.KnownAt,
            c.Text,
            c.By,
            c.At,
            c.Caller,
            c.InForce.Own(Deadlines.Unattended, c.County),
            c.From
        );
        yield return opened;
        if (c.Area is { } area)
            yield return ImpactRules.First(c, area, opened.Due);
    }

    // Open tasks end with it, each by an event of its own, which clears its due time.
    private static Decision Withdraw(Incident state, WithdrawIncident c)
    {
        if (state.Tasks.Values.Count(t => t.State is TaskState.Taken or TaskState.Arrived) is > 0 and var running)
            return Reject(TasksRunning, $"{running}");
        var open = state
            .Tasks.Values.Where(t => t.State == TaskState.Open)
            .OrderBy(t => t.Id.Value)
            .Select(t => (Event)new TaskCancelled(t.Id, c.Reason, c.By, c.At));
        return Of(open.Append(new IncidentWithdrawn(c.Reason, c.By, c.At)));
    }

    public static Incident Evolve(Incident state, Event happened) =>
        happened is ISetsDue { DueOf: Attention.Of } set
            ? Evolved(state, happened) with
            {
                AttentionDue = set.Due,
                Unattended = happened is IncidentUnattended,
            }
            : Evolved(state, happened);

    private static Incident Evolved(Incident state, Event happened) =>
        happened switch
        {
            IncidentOpened e => None with
            {
                Stage = IncidentStage.Active,
                County = e.County,
                Community = e.Community,
                Grid = e.Grid,
                Category = e.Category,
                Priority = e.Priority,
                Location = e.Location,
                Doubt = e.Doubt,
                Reports = state.Reports.SetItem(
                    e.Report,
                    new(e.Report, e.Case, e.Location, e.Casualties, e.Text, e.At, false) { Caller = e.Caller, ToldBy = e.By.Role }
                ),
                OpenedAt = e.At,
                Starter = e.By,
                From = e.From,
            },
            IncidentGraded e => state with { Grade = e.Grade },
            WindTold e => state with { Wind = new(e.From, e.Force, e.By, e.At) },
            IncidentPhoned e => state with { Phoned = state.Phoned.Add(new(e.Line, e.To, e.By, e.At)) },
            IncidentUnattended or IncidentAttended => state,
            IncidentContained => state with { Stage = IncidentStage.Contained },
            IncidentWithdrawn => state with { Stage = IncidentStage.Withdrawn },
            CallersErased => state with { CallersGone = true },
            ReportEvent e => ReportRules.Evolve(state, e),
            ImpactEvent e => ImpactRules.Evolve(state, e),
            TaskEvent e => TaskRules.Evolve(state, e),
            EndingEvent e => EndingRules.Evolve(state, e),
            GoodsEvent e => GoodsRules.Evolve(state, e),
            JoinEvent e => JoinRules.Evolve(state, e),
            _ => throw new Unforeseen(happened),
        };
}
