namespace Emergency.Domain.Drills;

/// <summary>Schedule of drills (演练计划; kind "schedule", key = its id): a rule, the communities that take part, and the next occasion with
/// its preparations. 应对法 42, Hubei 32, Changchun 31, Xinyang 37. Firing is an event, once per due time; the start of the drill follows from
/// it.</summary>
/// <param name="Reminder">Time of the next reminder; null where none is left.</param>
/// <param name="LastSlot">Slot of the occasion that came last, held or missed: it does not come again.</param>
public sealed partial record Schedule(
    ScheduleStage Stage,
    ScheduleFacts? Facts,
    Occasion? Next,
    DateTimeOffset? Reminder,
    DateTimeOffset? LastSlot,
    ListOf<Confirmed> Told,
    ListOf<Ready> Prepared,
    DateTimeOffset? Proposed,
    By? ProposedBy
)
{
    public static readonly Code Unknown = new("schedule.unknown"),
        Exists = new("schedule.exists"),
        Over = new("schedule.over"),
        Paused = new("schedule.paused"),
        BadRule = new("schedule.bad-rule"),
        BadLength = new("schedule.bad-length"),
        NoCommunity = new("schedule.no-community"),
        NoDay = new("schedule.no-day"),
        NothingNext = new("schedule.nothing-next"),
        Past = new("schedule.past"),
        NotDue = new("schedule.not-due"),
        NotAsked = new("schedule.not-asked");
    public static readonly Schedule None = new(ScheduleStage.None, null, null, null, null, [], [], null, null);

    /// <summary>Due time that was met last, held or missed: met again, it changes nothing.</summary>
    public DateTimeOffset? LastDue { get; init; }

    /// <summary>True when the last drill was missed and has no new date yet.</summary>
    public bool Missed { get; init; }
    public bool Runs => Stage == ScheduleStage.Running;

    /// <summary>Parties that have not yet confirmed that they know of the next drill.</summary>
    public IEnumerable<Party> Untold =>
        Facts?.Form == DrillForm.Solo ? [] : Enum.GetValues<Party>().Where(party => Told.All(told => told.Party != party));

    /// <summary>Preparations still missing for the next drill.</summary>
    public IEnumerable<Preparation> Unprepared => Facts is null ? [] : Facts.Asked.Where(what => Prepared.All(ready => ready.What != what));

    /// <summary>True when somebody was told of the next drill, or has prepared something for it: moving it means doing all that
    /// again.</summary>
    public bool Readied => Told.Count > 0 || Prepared.Count > 0;
}

public enum ScheduleStage
{
    None,
    Running,
    Paused,
    Ended,
}

/// <summary>Preparation: the place, the people who take part, equipment, safety, and residents at whose doors somebody will
/// knock.</summary>
public enum Preparation
{
    Place,
    People,
    Equipment,
    Safety,
    Residents,
}

/// <summary>Finished preparation: who reported it, and when.</summary>
public sealed record Ready(Preparation What, By By, DateTimeOffset At);

/// <summary>Confirmation of a party: the person's name (sealed), and the time.</summary>
public sealed record Confirmed(Party Party, Sealed Who, DateTimeOffset ConfirmedAt);

/// <param name="Authority">Authority that owns the schedule: 6, 9 or 12 digits.</param>
/// <param name="Scenario">Name of a scenario file.</param>
/// <param name="Starts">Clock time in Asia/Shanghai.</param>
/// <param name="Minutes">Length of the drill, 5–1440 minutes; it can begin that much late.</param>
/// <param name="Unannounced">True when players are not told; hotlines and duty room are told in any case.</param>
/// <param name="SafetyOfficer">安全员, name and phone, sealed under the schedule's own key.</param>
/// <param name="StopWord">停止词: anybody who says it ends the drill.</param>
public sealed record ScheduleFacts(
    string Title,
    string Authority,
    ListOf<string> Communities,
    string Scenario,
    DrillForm Form,
    ScheduleRule Rule,
    TimeOnly Starts,
    int Minutes,
    OnHoliday OnHoliday,
    bool Unannounced,
    Sealed SafetyOfficer,
    string StopWord
)
{
    public TimeSpan Length => TimeSpan.FromMinutes(Minutes);

    /// <summary>Tells whether a community takes part or owns the schedule.</summary>
    public bool IsOf(string community) => Authority == community || Communities.Contains(community, StringComparer.Ordinal);

    /// <summary>Preparations that this form of drill needs.</summary>
    public IReadOnlyList<Preparation> Asked =>
        Form switch
        {
            DrillForm.Solo => [],
            DrillForm.Tabletop => [Preparation.Place, Preparation.People],
            _ => Enum.GetValues<Preparation>(),
        };
}

public abstract record ScheduleCommand : Command;

public sealed record MakeSchedule(ScheduleFacts Facts, Calendar Calendar, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Sets another rule, hour, scenario or other communities: the next occasion is computed anew.</summary>
public sealed record ChangeSchedule(ScheduleFacts Facts, Calendar Calendar, By By, DateTimeOffset At) : ScheduleCommand;

public sealed record PauseSchedule(By By, DateTimeOffset At) : ScheduleCommand;

public sealed record ResumeSchedule(Calendar Calendar, By By, DateTimeOffset At) : ScheduleCommand;

public sealed record EndSchedule(By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Replaces a community that is split or merged by another. The dates stay as they are, also while the schedule is
/// paused.</summary>
/// <param name="To">Community that takes its place; null: none; with the last community the schedule ends.</param>
public sealed record MoveSchedule(string From, string? To, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Asks for another date for the next drill.</summary>
public sealed record ProposeDate(DateTimeOffset Date, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Puts the next drill on a date, proposed or not; a missed drill is held that way. The rule stays.</summary>
public sealed record AcceptDate(DateTimeOffset Date, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>先告知: records that a party has confirmed that it knows of the next drill.</summary>
public sealed record ConfirmParty(Party Party, Sealed Who, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Records that a preparation is finished.</summary>
public sealed record TickPreparation(Preparation What, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Fires the schedule at its due time. Sent by the clock, on any node, as often as it likes.</summary>
public sealed record FireSchedule(DateTimeOffset Due, DrillId Drill, Calendar Calendar, DateTimeOffset At) : ScheduleCommand;

public abstract record ScheduleEvent : Event;

/// <summary>Event that changes the next occasion, and with it the next reminder.</summary>
public abstract record ScheduleTimed(Occasion? Next, DateTimeOffset? Due) : ScheduleEvent, ISetsDue
{
    public string DueOf => "reminder";
}

[Stored("schedule.made.v1")]
public sealed record ScheduleMade(ScheduleFacts Facts, Occasion? Next, DateTimeOffset? Due, By By, DateTimeOffset At)
    : ScheduleTimed(Next, Due);

[Stored("schedule.changed.v1")]
public sealed record ScheduleChanged(ScheduleFacts Facts, Occasion? Next, DateTimeOffset? Due, By By, DateTimeOffset At)
    : ScheduleTimed(Next, Due);

[Stored("schedule.paused.v1")]
public sealed record SchedulePaused(By By, DateTimeOffset At) : ScheduleEvent, ISetsDue
{
    public string DueOf => "reminder";
    public DateTimeOffset? Due => null;
}

[Stored("schedule.resumed.v1")]
public sealed record ScheduleResumed(Occasion? Next, DateTimeOffset? Due, By By, DateTimeOffset At) : ScheduleTimed(Next, Due);

[Stored("schedule.ended.v1")]
public sealed record ScheduleEnded(By By, DateTimeOffset At) : ScheduleEvent, ISetsDue
{
    public string DueOf => "reminder";
    public DateTimeOffset? Due => null;
}

[Stored("schedule.date-proposed.v1")]
public sealed record DateProposed(DateTimeOffset Date, By By, DateTimeOffset At) : ScheduleEvent;

[Stored("schedule.date-accepted.v1")]
public sealed record DateAccepted(Occasion Next, DateTimeOffset? Due, By By, DateTimeOffset At) : ScheduleTimed(Next, Due);

[Stored("schedule.party-told.v1")]
public sealed record PartyConfirmed(Party Party, Sealed Who, By By, DateTimeOffset At) : ScheduleEvent;

[Stored("schedule.prepared.v1")]
public sealed record PreparationTicked(Preparation What, By By, DateTimeOffset At) : ScheduleEvent;

/// <summary>Reminds that 14, 7 or 1 days or an hour are left (<paramref name="Hours"/>) until the drill at
/// <paramref name="Drill"/>.</summary>
[Stored("schedule.reminded.v1")]
public sealed record ScheduleReminded(int Hours, DateTimeOffset Drill, DateTimeOffset? Due, DateTimeOffset At) : ScheduleEvent, ISetsDue
{
    public string DueOf => "reminder";
}

/// <summary>Records that the drill begins: its id, scenario, participants, and the parties that knew. The only truth about a
/// firing.</summary>
/// <param name="FiredFor">Due time that was met.</param>
[Stored("schedule.fired.v1")]
public sealed record ScheduleFired(
    DateTimeOffset FiredFor,
    DrillId Drill,
    ScheduleFacts Facts,
    ListOf<Confirmed> Told,
    Occasion? Next,
    DateTimeOffset? Due,
    DateTimeOffset At
) : ScheduleTimed(Next, Due);

/// <summary>Records that no server was running from the due time until the drill would have been over: it does not begin, and a new date is
/// proposed.</summary>
[Stored("schedule.missed.v1")]
public sealed record ScheduleMissed(
    DateTimeOffset FiredFor,
    DateTimeOffset Proposed,
    Occasion? Next,
    DateTimeOffset? Due,
    DateTimeOffset At
) : ScheduleTimed(Next, Due);
