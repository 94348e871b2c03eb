namespace Emergency.Domain.Visits;

/// <summary>Visits (探访; kind "visits", key = community and person) of one person by one committee: planned by an interval → made or missed
/// → the next. 应对法 and Hunan 14 demand them; the intervals are data (<see cref="VisitTable"/>). The reason of the visits is never stored in
/// plain: kinds and findings are sealed.</summary>
/// <param name="Every">Days from one visit to the next.</param>
/// <param name="Next">Day of the next visit; null while paused and after the end.</param>
/// <param name="SeenAt">Time at which somebody last met the person.</param>
/// <param name="LateLevel">Level of lateness: 1 due for the visitor; 2 late and referred to the secretary; 3 to the street.</param>
/// <param name="Due">Time at which the next level is reached.</param>
/// <param name="Extras">Extra visits that were asked for and not made yet.</param>
public sealed partial record PersonVisits(
    VisitStage Stage,
    PersonId? Person,
    string Community,
    int Every,
    DateOnly? Next,
    DateTimeOffset? SeenAt,
    int LateLevel,
    DateTimeOffset? Due,
    ListOf<ExtraVisit> Extras
)
{
    public static readonly Code Unknown = new("visit.unknown"),
        Over = new("visit.over"),
        NotPaused = new("visit.not-paused"),
        Paused = new("visit.paused"),
        Future = new("visit.future");
    public static readonly PersonVisits None = new(VisitStage.None, null, "", 0, null, null, 0, null, []);

    /// <summary>Last day on which somebody met the person.</summary>
    public DateOnly? Seen => SeenAt is { } at ? Shanghai.Day(at) : null;

    /// <summary>Member who makes the next visit in place of the usual visitor.</summary>
    public MemberId? Hand { get; init; }

    /// <summary>Day of the clinic's own next visit.</summary>
    public DateOnly? Clinic { get; init; }

    /// <summary>Requests of visitors to somebody who has not looked at them yet.</summary>
    public ListOf<VisitAsk> Asks { get; init; } = [];
}

public enum VisitStage
{
    None,
    Planned,
    Paused,
    Ended,
}

/// <summary>上门 打电话 在外面遇到.</summary>
public enum VisitMeans
{
    Door,
    Phone,
    Met,
}

/// <summary>没见到: nobody opened, out, not let in, in hospital, moved away, the visitor cannot go.</summary>
public enum MissReason
{
    NoAnswer,
    Out,
    Refused,
    Hospital,
    Moved,
    Unable,
}

/// <summary>Follow-up that the visitor chose, or that the table requires whatever was chosen. Report: of harm to a minor (未保法 11). Check:
/// of entrusted care.</summary>
public enum VisitFollow
{
    Hazard,
    Care,
    NeedChanged,
    Report,
    Ambulance,
    Clinic,
    Guardian,
    Secretary,
    Sooner,
    Check,
}

/// <summary>Request of a visitor to somebody else, once for each matter. <paramref name="Since"/>: time since which it waits;
/// <paramref name="At"/>: time of the last request.</summary>
public sealed record VisitAsk(VisitFollow Follow, DateTimeOffset Since, DateTimeOffset At)
{
    /// <summary>Follow-ups that wait until somebody has looked at them: the register's, the secretary's, and the clinic's until the clinic
    /// has it.</summary>
    public static readonly ListOf<VisitFollow> Kept = [VisitFollow.NeedChanged, VisitFollow.Secretary, VisitFollow.Clinic];

    public static ListOf<VisitAsk> Asked(ListOf<VisitAsk> asks, ListOf<VisitFollow> follows, DateTimeOffset at)
    {
        ListOf<VisitFollow> added = [.. Kept.Where(follows.Contains)];
        return added.Count == 0
            ? asks
            :
            [
                .. asks.Where(one => !added.Contains(one.Follow)),
                .. added.Select(follow => new VisitAsk(follow, asks.FirstOrDefault(one => one.Follow == follow)?.Since ?? at, at)),
            ];
    }

    /// <summary>Returns the requests that remain; one repeated since stays.</summary>
    public static ListOf<VisitAsk> Settled(ListOf<VisitAsk> asks, ListOf<VisitFollow> follows, DateTimeOffset until) =>
        [.. asks.Where(one => one.At > until || !follows.Contains(one.Follow))];
}

/// <summary>Danger that was seen at a door: a hazard of its own. <paramref name="Text"/> is sealed under the hazard's key and says nothing
/// of a person.</summary>
public sealed record VisitHazard(HazardId Id, Sealed Text);

public enum VisitTrigger
{
    Warning,
    Heat,
    PowerCut,
    Discharge,
    ByHand,
}

public enum RestReason
{
    Hospital,
    Away,
}

public enum VisitEnd
{
    Left,
    Erased,
    ByClinic,
}

/// <summary>Visit beside the interval: its cause, its deadline, and whether the secretary was told that it is late. Each cause has one such
/// visit.</summary>
public sealed record ExtraVisit(VisitTrigger Trigger, string Cause, DateTimeOffset Before, DateTimeOffset AskedAt, bool Late = false);

/// <summary>Plan looked up in the register for a person without one; null for a person who no longer lives there.</summary>
public sealed record VisitPlan(int Every, DateOnly First);

public abstract record VisitsCommand : Command;

/// <param name="First">Day of the first visit, where there was none.</param>
public sealed record PlanVisits(PersonId Person, string Community, int Every, DateOnly First, DateTimeOffset At) : VisitsCommand;

/// <param name="Follows">Follow-ups the visitor chose.</param>
/// <param name="Told">Findings and answers, sealed under the person's key.</param>
/// <param name="SeenAt">Time by the visitor's device.</param>
/// <param name="Afterwards">事后补: true when it was written down later from memory or paper.</param>
/// <param name="NearDoor">True when the device was within 100 m of the door; no position is kept.</param>
/// <param name="Sooner">Day of the next visit, where it must be earlier than by the interval.</param>
/// <param name="PoliceFirst">True when 110 was dialled before a report (未保法 11).</param>
public sealed record MakeVisit(
    PersonId Person,
    string Community,
    VisitPlan? Plan,
    VisitMeans Means,
    bool AsUsual,
    ListOf<VisitFollow> Follows,
    Sealed? Told,
    DateTimeOffset SeenAt,
    bool Afterwards,
    bool NearDoor,
    DateOnly? Sooner,
    bool? PoliceFirst,
    By By,
    DateTimeOffset At
) : VisitsCommand
{
    public VisitHazard? Hazard { get; init; }

    /// <summary>打过电话: true when the visitor's phone has dialled from the form.</summary>
    public bool ByCall { get; init; }
}

/// <param name="Again">改到: day of the visitor's next attempt.</param>
/// <param name="To">转给: member who goes there instead.</param>
public sealed record MissVisit(
    PersonId Person,
    string Community,
    VisitPlan? Plan,
    MissReason Reason,
    DateTimeOffset TriedAt,
    DateTimeOffset? Again,
    MemberId? To,
    Sealed? Told,
    By By,
    DateTimeOffset At
) : VisitsCommand;

/// <param name="To">New visitor; null gives it back to the usual one.</param>
public sealed record HandVisits(MemberId? To, By By, DateTimeOffset At) : VisitsCommand;

/// <param name="Until">Day on which the visits resume automatically.</param>
public sealed record PauseVisits(RestReason Reason, DateOnly? Until, By By, DateTimeOffset At) : VisitsCommand;

/// <param name="Discharged">True after a discharge from hospital: an extra visit is asked for.</param>
/// <param name="Hours">Hours allowed for that visit.</param>
public sealed record ResumeVisits(bool Discharged, int Hours, By By, DateTimeOffset At) : VisitsCommand;

public sealed record AskExtraVisit(
    PersonId Person,
    string Community,
    VisitPlan? Plan,
    VisitTrigger Trigger,
    string Cause,
    DateTimeOffset Before,
    By? By,
    DateTimeOffset At
) : VisitsCommand;

/// <summary>Withdraws extra visits whose cause is over: a warning was lifted, the power is back.</summary>
public sealed record WithdrawExtraVisits(string Cause, DateTimeOffset At) : VisitsCommand;

/// <summary>Notes the clinic's next visit; the clinic goes by rules of its own, also to a person for whom nothing is planned
/// here.</summary>
public sealed record NoteClinicVisit(DateOnly? Next, By By, DateTimeOffset At) : VisitsCommand;

/// <summary>Settles requests of visitors: somebody has looked at them, or the record now contains them.</summary>
/// <param name="Until">Time up to which requests are settled.</param>
/// <param name="By">Null where it happened automatically.</param>
public sealed record SettleAsks(ListOf<VisitFollow> Follows, DateTimeOffset Until, By? By, DateTimeOffset At) : VisitsCommand;

public sealed record EndVisits(VisitEnd Why, DateTimeOffset At) : VisitsCommand;

public abstract record VisitsEvent : Event;

/// <summary>Event that changes the next visit.</summary>
public abstract record VisitsTimed(DateOnly? Next, DateTimeOffset? Due) : VisitsEvent, ISetsDue
{
    public string DueOf => "visit";
}

/// <summary>Event that changes the earliest due time of the extra visits.</summary>
public abstract record ExtrasTimed(DateTimeOffset? Due) : VisitsEvent, ISetsDue
{
    public string DueOf => "extra";
}

[Stored("visits.planned.v1")]
public sealed record VisitsPlanned(PersonId Person, string Community, int Every, DateOnly? Next, DateTimeOffset? Due, DateTimeOffset At)
    : VisitsTimed(Next, Due);

[Stored("visits.made.v1")]
public sealed record VisitMade(
    PersonId Person,
    string Community,
    VisitMeans Means,
    bool AsUsual,
    ListOf<VisitFollow> Follows,
    Sealed? Told,
    DateTimeOffset SeenAt,
    bool Afterwards,
    bool NearDoor,
    bool? PoliceFirst,
    DateOnly? Next,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At,
    VisitHazard? Hazard = null,
    bool? ByCall = null
) : VisitsTimed(Next, Due);

[Stored("visits.missed.v1")]
public sealed record VisitMissed(MissReason Reason, DateTimeOffset TriedAt, DateTimeOffset? Again, Sealed? Told, By By, DateTimeOffset At)
    : VisitsEvent;

[Stored("visits.handed-over.v1")]
public sealed record VisitsHanded(MemberId? To, By By, DateTimeOffset At) : VisitsEvent;

/// <param name="Due">Morning on which the visits resume.</param>
[Stored("visits.paused.v1")]
public sealed record VisitsPaused(RestReason Reason, DateOnly? Until, DateTimeOffset? Due, By By, DateTimeOffset At)
    : VisitsTimed(null, Due);

/// <param name="By">Null where the day had come.</param>
[Stored("visits.resumed.v1")]
public sealed record VisitsResumed(DateOnly? Next, DateTimeOffset? Due, By? By, DateTimeOffset At) : VisitsTimed(Next, Due);

/// <summary>Records that the visit is due (1), three days late (2), seven days late (3).</summary>
[Stored("visits.late.v1")]
public sealed record VisitLate(int Level, DateOnly? Next, DateTimeOffset? Due, DateTimeOffset At) : VisitsTimed(Next, Due);

[Stored("visits.extra-asked.v1")]
public sealed record ExtraVisitAsked(ExtraVisit Extra, DateTimeOffset? Due, By? By, DateTimeOffset At) : ExtrasTimed(Due);

/// <summary>Records that an extra visit was not made in time.</summary>
[Stored("visits.extra-late.v1")]
public sealed record ExtraVisitLate(VisitTrigger Trigger, string Cause, DateTimeOffset? Due, DateTimeOffset At) : ExtrasTimed(Due);

/// <summary>Records that extra visits asked for until then were made, or are no longer asked for.</summary>
[Stored("visits.extra-settled.v1")]
public sealed record ExtraVisitsSettled(DateTimeOffset AskedUntil, DateTimeOffset? Due, DateTimeOffset At) : ExtrasTimed(Due);

/// <summary>Records that the cause of an extra visit is over before anybody has been there: it is no longer asked for.</summary>
[Stored("visits.extra-withdrawn.v1")]
public sealed record ExtraVisitsWithdrawn(string Cause, DateTimeOffset? Due, DateTimeOffset At) : ExtrasTimed(Due);

[Stored("visits.clinic-noted.v1")]
public sealed record ClinicVisitNoted(DateOnly? Next, By By, DateTimeOffset At) : VisitsEvent;

/// <summary>Records that requests of visitors up to a time were looked at.</summary>
/// <param name="By">Null where the record was corrected, or the clinic has the request.</param>
[Stored("visits.asks-settled.v1")]
public sealed record VisitAsksSettled(ListOf<VisitFollow> Follows, DateTimeOffset Until, By? By, DateTimeOffset At) : VisitsEvent;

[Stored("visits.ended.v1")]
public sealed record VisitsEnded(VisitEnd Why, DateTimeOffset At) : VisitsEvent, ISetsDue
{
    public string DueOf => "visit";
    public DateTimeOffset? Due => null;
}
