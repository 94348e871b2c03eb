namespace Emergency.Domain.Drills;

/// <summary>When which drill is (演练计划; kind "schedule", key = its id): a rule, whom it takes part, and the next occasion with what was prepared for it. 应对法 42, Hubei 32, Changchun 31, Xinyang 37. Firing is an event, once per due time; what starts the drill hangs on it.</summary>
/// <param name="Reminder">When somebody is reminded next; null where nothing is left to be reminded of.</param>
/// <param name="LastSlot">The slot of the occasion that came last, held or missed: nothing of it comes again.</param>
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

    /// <summary>The due time that was met last, held or missed: met again, it is nothing new.</summary>
    public DateTimeOffset? LastDue { get; init; }

    /// <summary>The last one was missed, and no date is found for it yet.</summary>
    public bool Missed { get; init; }
    public bool Runs => Stage == ScheduleStage.Running;

    /// <summary>Who has not yet confirmed that they know of the next drill.</summary>
    public IEnumerable<Party> Untold =>
        Facts?.Form == DrillForm.Solo ? [] : Enum.GetValues<Party>().Where(party => Told.All(told => told.Party != party));

    /// <summary>What is still to be made ready for the next drill.</summary>
    public IEnumerable<Preparation> Unprepared => Facts is null ? [] : Facts.Asked.Where(what => Prepared.All(ready => ready.What != what));

    /// <summary>Somebody was told of the next drill, or has made something ready for it: all that is done again where it is moved.</summary>
    public bool Readied => Told.Count > 0 || Prepared.Count > 0;
}

public enum ScheduleStage
{
    None,
    Running,
    Paused,
    Ended,
}

/// <summary>What is prepared: the place, those who take part, equipment, safety, and residents at whose doors somebody will knock.</summary>
public enum Preparation
{
    Place,
    People,
    Equipment,
    Safety,
    Residents,
}

/// <summary>Something is ready: who said so, and when.</summary>
public sealed record Ready(Preparation What, By By, DateTimeOffset At);

/// <summary>Who confirmed by name (sealed), and when.</summary>
public sealed record Confirmed(Party Party, Sealed Who, DateTimeOffset ConfirmedAt);

/// <param name="Authority">Whose schedule it is: 6, 9 or 12 digits.</param>
/// <param name="Scenario">The name of a scenario file.</param>
/// <param name="Starts">Clock time in Asia/Shanghai.</param>
/// <param name="Minutes">How long the drill takes, 5–1440; it is also how late it may still begin.</param>
/// <param name="Unannounced">To players only: hotlines and duty room are told in any case.</param>
/// <param name="SafetyOfficer">安全员, name and phone, sealed under the schedule's own key.</param>
/// <param name="StopWord">停止词: whoever says it ends the drill.</param>
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

    /// <summary>Whether a community takes part, or it is its own.</summary>
    public bool IsOf(string community) => Authority == community || Communities.Contains(community, StringComparer.Ordinal);

    /// <summary>What this form asks to be prepared.</summary>
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

/// <summary>Another rule, hour, scenario or other communities: the next occasion is computed anew.</summary>
public sealed record ChangeSchedule(ScheduleFacts Facts, Calendar Calendar, By By, DateTimeOffset At) : ScheduleCommand;

public sealed record PauseSchedule(By By, DateTimeOffset At) : ScheduleCommand;

public sealed record ResumeSchedule(Calendar Calendar, By By, DateTimeOffset At) : ScheduleCommand;

public sealed record EndSchedule(By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>A community is split or merged: another takes part in its place. Its dates stay as they are, also while it rests.</summary>
/// <param name="To">Null: none does; with the last community the schedule ends.</param>
public sealed record MoveSchedule(string From, string? To, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Asks for another date for the next drill.</summary>
public sealed record ProposeDate(DateTimeOffset Date, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Puts the next drill on a date, proposed or not; one that was missed comes back by it. The rule stays.</summary>
public sealed record AcceptDate(DateTimeOffset Date, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>先告知: a party has confirmed that it knows of the next drill.</summary>
public sealed record ConfirmParty(Party Party, Sealed Who, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>Something that is prepared beforehand is ready.</summary>
public sealed record TickPreparation(Preparation What, By By, DateTimeOffset At) : ScheduleCommand;

/// <summary>The due time has come. Sent by the clock, on any node, as often as it likes.</summary>
public sealed record FireSchedule(DateTimeOffset Due, DrillId Drill, Calendar Calendar, DateTimeOffset At) : ScheduleCommand;

public abstract record ScheduleEvent : Event;

/// <summary>An event after which the next occasion, and with it the next reminder, is another.</summary>
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

/// <summary>14, 7 or 1 days or an hour are left (<paramref name="Hours"/>) until the drill at <paramref name="Drill"/>.</summary>
[Stored("schedule.reminded.v1")]
public sealed record ScheduleReminded(int Hours, DateTimeOffset Drill, DateTimeOffset? Due, DateTimeOffset At) : ScheduleEvent, ISetsDue
{
    public string DueOf => "reminder";
}

/// <summary>The drill begins: which, of what, with whom, and who knew. The only truth about a firing.</summary>
/// <param name="FiredFor">The due time that was met.</param>
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

/// <summary>Nobody was there at the due time until the drill would have been over: it does not begin, a date is proposed instead.</summary>
[Stored("schedule.missed.v1")]
public sealed record ScheduleMissed(
    DateTimeOffset FiredFor,
    DateTimeOffset Proposed,
    Occasion? Next,
    DateTimeOffset? Due,
    DateTimeOffset At
) : ScheduleTimed(Next, Due);
