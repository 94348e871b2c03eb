namespace Emergency.Domain.Visiting;

/// <summary>Visits (探访; kind "visits", key = community and person) of one person by one committee: planned by an interval → made or missed → the next. 应对法 and Hunan 14 ask for them; the intervals are data (<see cref="VisitTable"/>). Nothing plain says why somebody is visited: kinds and what was found are sealed.</summary>
/// <param name="Every">Days from one visit to the next.</param>
/// <param name="Next">The day of the next one; null while paused and after the end.</param>
/// <param name="Seen">The last day somebody met the person.</param>
/// <param name="LateLevel">1 due, at the visitor's; 2 late, at the secretary's; 3 at the street's.</param>
/// <param name="Due">When the next of these is told.</param>
/// <param name="Extras">What was asked for besides and is not made yet.</param>
public sealed partial record Visits(
    VisitStage Stage,
    PersonId? Person,
    string Community,
    int Every,
    DateOnly? Next,
    DateOnly? Seen,
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
    public static readonly Visits None = new(VisitStage.None, null, "", 0, null, null, 0, null, []);

    /// <summary>Who goes there instead of whose walk it is, until the next visit is made.</summary>
    public MemberId? Hand { get; init; }

    /// <summary>The clinic's own next visit.</summary>
    public DateOnly? Clinic { get; init; }

    /// <summary>What visitors asked of somebody, who has not looked at it yet.</summary>
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

/// <summary>What the visitor chose to follow, or what follows by the table whatever was chosen. Report: of harm to a minor (未保法 11). Check: of entrusted care.</summary>
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

/// <summary>What a visitor asked of somebody else, once for each matter. <paramref name="Since"/>: since when it waits; <paramref name="At"/>: when it was asked last.</summary>
public sealed record VisitAsk(VisitFollow Follow, DateTimeOffset Since, DateTimeOffset At)
{
    /// <summary>What waits until somebody has looked at it: the register's, the secretary's, and the clinic's until the clinic has it.</summary>
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

    /// <summary>What is left: what was asked again since stays.</summary>
    public static ListOf<VisitAsk> Settled(ListOf<VisitAsk> asks, ListOf<VisitFollow> follows, DateTimeOffset until) =>
        [.. asks.Where(one => one.At > until || !follows.Contains(one.Follow))];
}

/// <summary>A danger that was seen at a door: a hazard of its own. <paramref name="Text"/> is sealed under the hazard's key and says nothing of a person.</summary>
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

/// <summary>A visit beside the interval: what asks for it, by when, and whether that was said to the secretary. Of one cause there is one.</summary>
public sealed record ExtraVisit(VisitTrigger Trigger, string Cause, DateTimeOffset Before, DateTimeOffset AskedAt, bool Late = false);

/// <summary>What was looked up in the register for somebody who has no plan yet; null of who lives there no longer.</summary>
public sealed record VisitPlan(int Every, DateOnly First);

public abstract record VisitsCommand : Command;

/// <param name="First">The day of the first visit, where there was none.</param>
public sealed record PlanVisits(PersonId Person, string Community, int Every, DateOnly First, DateTimeOffset At) : VisitsCommand;

/// <param name="Follows">What the visitor chose to follow.</param>
/// <param name="Told">What was found and answered, sealed under the person's key.</param>
/// <param name="SeenAt">By the visitor's device.</param>
/// <param name="Afterwards">事后补: written down later from memory or paper.</param>
/// <param name="NearDoor">The device was within 100 m of the door; no point is kept.</param>
/// <param name="Sooner">The next one earlier than by the interval.</param>
/// <param name="PoliceFirst">Of a report (未保法 11): 110 was dialled before it.</param>
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

    /// <summary>打过电话: the visitor's phone has dialled from the form.</summary>
    public bool ByCall { get; init; }
}

/// <param name="Again">改到: when the visitor goes there again.</param>
/// <param name="To">转给: who goes there instead.</param>
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

/// <param name="To">Null gives it back to whose walk it is.</param>
public sealed record HandVisits(MemberId? To, By By, DateTimeOffset At) : VisitsCommand;

/// <param name="Until">The day on which it goes on by itself.</param>
public sealed record PauseVisits(RestReason Reason, DateOnly? Until, By By, DateTimeOffset At) : VisitsCommand;

/// <param name="Discharged">From hospital: a visit is asked for besides.</param>
/// <param name="Hours">How long there is for that.</param>
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

/// <summary>What asked for visits is over: a warning was lifted, the power is back.</summary>
public sealed record WithdrawExtraVisits(string Cause, DateTimeOffset At) : VisitsCommand;

/// <summary>The clinic goes by rules of its own: also to somebody for whom nothing is planned here.</summary>
public sealed record NoteClinicVisit(DateOnly? Next, By By, DateTimeOffset At) : VisitsCommand;

/// <summary>Somebody has looked at what visitors asked, or the record says it by now.</summary>
/// <param name="Until">What was asked until then.</param>
/// <param name="By">Null where it went on by itself.</param>
public sealed record SettleAsks(ListOf<VisitFollow> Follows, DateTimeOffset Until, By? By, DateTimeOffset At) : VisitsCommand;

public sealed record EndVisits(VisitEnd Why, DateTimeOffset At) : VisitsCommand;

public abstract record VisitsEvent : Event;

/// <summary>An event after which the next visit is another.</summary>
public abstract record VisitsTimed(DateOnly? Next, DateTimeOffset? Due) : VisitsEvent, ISetsDue
{
    public string DueOf => "visit";
}

/// <summary>An event after which the earliest of the extra visits is another.</summary>
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

/// <param name="Due">The morning on which it goes on.</param>
[Stored("visits.paused.v1")]
public sealed record VisitsPaused(RestReason Reason, DateOnly? Until, DateTimeOffset? Due, By By, DateTimeOffset At)
    : VisitsTimed(null, Due);

/// <param name="By">Null where the day had come.</param>
[Stored("visits.resumed.v1")]
public sealed record VisitsResumed(DateOnly? Next, DateTimeOffset? Due, By? By, DateTimeOffset At) : VisitsTimed(Next, Due);

/// <summary>The visit is due (1), three days late (2), seven days late (3).</summary>
[Stored("visits.late.v1")]
public sealed record VisitLate(int Level, DateOnly? Next, DateTimeOffset? Due, DateTimeOffset At) : VisitsTimed(Next, Due);

[Stored("visits.extra-asked.v1")]
public sealed record ExtraVisitAsked(ExtraVisit Extra, DateTimeOffset? Due, By? By, DateTimeOffset At) : ExtrasTimed(Due);

/// <summary>An extra visit was not made in time.</summary>
[Stored("visits.extra-late.v1")]
public sealed record ExtraVisitLate(VisitTrigger Trigger, string Cause, DateTimeOffset? Due, DateTimeOffset At) : ExtrasTimed(Due);

/// <summary>What was asked for until then is made, or is asked for no longer.</summary>
[Stored("visits.extra-settled.v1")]
public sealed record ExtraVisitsSettled(DateTimeOffset AskedUntil, DateTimeOffset? Due, DateTimeOffset At) : ExtrasTimed(Due);

/// <summary>What asked for it is over, and nobody has been there: it is asked for no longer.</summary>
[Stored("visits.extra-withdrawn.v1")]
public sealed record ExtraVisitsWithdrawn(string Cause, DateTimeOffset? Due, DateTimeOffset At) : ExtrasTimed(Due);

[Stored("visits.clinic-noted.v1")]
public sealed record ClinicVisitNoted(DateOnly? Next, By By, DateTimeOffset At) : VisitsEvent;

/// <summary>What visitors asked until then is looked at.</summary>
/// <param name="By">Null where the record was corrected, or the clinic has it.</param>
[Stored("visits.asks-settled.v1")]
public sealed record VisitAsksSettled(ListOf<VisitFollow> Follows, DateTimeOffset Until, By? By, DateTimeOffset At) : VisitsEvent;

[Stored("visits.ended.v1")]
public sealed record VisitsEnded(VisitEnd Why, DateTimeOffset At) : VisitsEvent, ISetsDue
{
    public string DueOf => "visit";
    public DateTimeOffset? Due => null;
}
