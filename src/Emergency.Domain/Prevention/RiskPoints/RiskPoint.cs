using Emergency.Domain.Hazards;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.RiskPoints;

/// <summary>Risk point (风险点; kind "risk", key = its id) that exists for years: a gully mouth, a slope, a pipeline. It has a watcher, a
/// value at which people must leave (到数就走), the buildings concerned and their destination.</summary>
/// <param name="Last">Last look, by the time it was made.</param>
/// <param name="Crossed">True when the last look was at or above the threshold.</param>
/// <param name="LateLevel">Level of lateness: 1 due for the watcher; 2 referred to the committee; 3 to the street.</param>
public sealed partial record RiskPoint(
    RiskStage Stage,
    string Community,
    RiskFacts? Facts,
    RiskLook? Last,
    bool Crossed,
    int LateLevel,
    DateTimeOffset? Due
)
{
    public static readonly Code Unknown = new("risk.unknown"),
        Over = new("risk.over"),
        Future = new("risk.future"),
        NotCrossed = new("risk.not-crossed");
    public static readonly RiskPoint None = new(RiskStage.None, "", null, null, false, 0, null);

    /// <summary>Day of the next look; it stays while nobody looks.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>Incident that the crossing became; null again once it has eased.</summary>
    public IncidentId? Incident { get; init; }
}

public enum RiskStage
{
    None,
    Kept,
    Ended,
}

/// <summary>Unit of the threshold: rain in mm an hour, water in cm above the mark, a crack in mm, or a sign to see, hear or
/// smell.</summary>
public enum RiskUnit
{
    RainMmPerHour,
    WaterCm,
    CrackMm,
    Sign,
}

/// <param name="Kind">Code of <see cref="HazardKinds"/>.</param>
/// <param name="Threshold">Threshold in the unit; null for a sign.</param>
/// <param name="Sign">Sign to see, hear or smell before it comes.</param>
/// <param name="Every">Days from one look to the next, 1 to 366.</param>
public sealed record RiskFacts(
    string Name,
    string Kind,
    HazardLevel Level,
    Located? Location,
    MemberId? Watcher,
    RiskUnit Unit,
    double? Threshold,
    string? Sign,
    int Every,
    RiskZone Zone
);

/// <summary>People who must leave when it is crossed, and their destination.</summary>
/// <param name="Buildings">Names of buildings in the register.</param>
/// <param name="To">Destination in words, where it is no shelter.</param>
public sealed record RiskZone(ListOf<string> Buildings, ShelterId? Shelter, string? To, string? Route);

/// <param name="SeenAt">Time by the watcher's device.</param>
public sealed record RiskLook(double? Value, bool Sign, DateTimeOffset SeenAt, By By);

public abstract record RiskCommand : Command;

public sealed record SetRiskPoint(string Community, RiskFacts Facts, By By, DateTimeOffset At) : RiskCommand;

public sealed record LookAtRiskPoint(double? Value, bool Sign, DateTimeOffset SeenAt, By By, DateTimeOffset At) : RiskCommand;

public sealed record RaiseRiskPoint(IncidentId Incident, By By, DateTimeOffset At) : RiskCommand;

public sealed record EndRiskPoint(Sealed Reason, By By, DateTimeOffset At) : RiskCommand;

public abstract record RiskEvent : Event;

/// <summary>Event that changes the time of the next look.</summary>
public abstract record RiskTimed(DateTimeOffset? Due) : RiskEvent, ISetsDue
{
    public string DueOf => "look";
}

[Stored("risk.set.v1")]
public sealed record RiskPointSet(string Community, RiskFacts Facts, DateTimeOffset? Due, By By, DateTimeOffset At) : RiskTimed(Due);

[Stored("risk.looked.v1")]
public sealed record RiskLooked(RiskLook Look, DateTimeOffset? Due, DateTimeOffset At) : RiskTimed(Due);

/// <summary>Records a value at or above the threshold: everybody in the zone must leave.</summary>
[Stored("risk.crossed.v1")]
public sealed record RiskCrossed(double? Value, DateTimeOffset At) : RiskEvent;

[Stored("risk.eased.v1")]
public sealed record RiskEased(double? Value, DateTimeOffset At) : RiskEvent;

[Stored("risk.raised.v1")]
public sealed record RiskRaised(IncidentId Incident, By By, DateTimeOffset At) : RiskEvent;

[Stored("risk.late.v1")]
public sealed record RiskLate(int Level, DateTimeOffset? Due, DateTimeOffset At) : RiskTimed(Due);

[Stored("risk.ended.v1")]
public sealed record RiskPointEnded(Sealed Reason, By By, DateTimeOffset At) : RiskTimed((DateTimeOffset?)null);

public sealed partial record RiskPoint
{
    public static Decision Decide(RiskPoint state, Command command) =>
        command switch
        {
            Remind c => Of(Late(state, c)),
            RiskCommand when state.Stage == RiskStage.Ended => command is EndRiskPoint ? Nothing : Reject(Over),
            SetRiskPoint c => state.Facts == c.Facts && state.Community == c.Community
                ? Nothing
                : new RiskPointSet(c.Community, c.Facts, Next(state, c), c.By, c.At),
            RiskCommand when state.Stage == RiskStage.None => Reject(Unknown),
            LookAtRiskPoint c => c.SeenAt > c.At ? Reject(Future) : Of(Looked(state, c)),
            RaiseRiskPoint c => !state.Crossed ? Reject(NotCrossed)
            : state.Incident is not null ? Nothing
            : new RiskRaised(c.Incident, c.By, c.At),
            EndRiskPoint c => new RiskPointEnded(c.Reason, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    // A changed point keeps its due time, unless its interval changes.
    private static DateTimeOffset? Next(RiskPoint state, SetRiskPoint c) =>
        state.Facts?.Every == c.Facts.Every && state.Due is not null ? state.Due : Morning(c, c.Community, c.At, c.Facts.Every);

    private static DateTimeOffset Morning(Command c, string community, DateTimeOffset from, int days) =>
        Morning(c, community, Shanghai.Day(from).AddDays(Math.Clamp(days, 1, 366)));

    private static DateTimeOffset Morning(Command c, string community, DateOnly day) =>
        Shanghai.At(day, c.InForce.Value(Deadlines.PatrolMorning, community));

    private static IEnumerable<Event> Looked(RiskPoint state, LookAtRiskPoint c)
    {
        var look = new RiskLook(c.Value, c.Sign, c.SeenAt, c.By);
        // A look that arrives late, after a newer one, moves nothing.
        if (state.Last?.SeenAt > c.SeenAt)
        {
            yield return new RiskLooked(look, state.Due, c.At);
            yield break;
        }
        yield return new RiskLooked(look, Morning(c, state.Community, c.SeenAt, state.Facts!.Every), c.At);
        var crossed = c.Sign || (state.Facts.Threshold is { } threshold && c.Value >= threshold);
        if (crossed && !state.Crossed)
            yield return new RiskCrossed(c.Value, c.At);
        if (!crossed && state.Crossed)
            yield return new RiskEased(c.Value, c.At);
    }

    private static IEnumerable<Event> Late(RiskPoint state, Remind c)
    {
        if (state.NextOn is not { } next)
            yield break;
        var (level, due) = (state.LateLevel, state.Due);
        while (due <= c.At)
        {
            level++;
            due = level switch
            {
                1 => Morning(c, state.Community, next) + c.InForce.Time(Deadlines.PatrolCommittee, state.Community),
                2 => Morning(c, state.Community, next) + c.InForce.Time(Deadlines.PatrolStreet, state.Community),
                _ => null,
            };
            yield return new RiskLate(level, due, c.At);
        }
    }

    private static DateOnly? DayOf(DateTimeOffset? due) => due is { } at ? Shanghai.Day(at) : null;

    public static RiskPoint Evolve(RiskPoint state, Event happened) =>
        happened switch
        {
            RiskPointSet e => state with
            {
                Stage = RiskStage.Kept,
                Community = e.Community,
                Facts = e.Facts,
                Due = e.Due,
                NextOn = e.Due == state.Due ? state.NextOn : DayOf(e.Due),
                LateLevel = e.Due == state.Due ? state.LateLevel : 0,
            },
            RiskLooked e when state.Last?.SeenAt > e.Look.SeenAt => state,
            RiskLooked e => state with { Last = e.Look, Due = e.Due, NextOn = DayOf(e.Due), LateLevel = 0 },
            RiskCrossed => state with { Crossed = true },
            RiskEased => state with { Crossed = false, Incident = null },
            RiskRaised e => state with { Incident = e.Incident },
            RiskLate e => state with { LateLevel = e.Level, Due = e.Due },
            RiskPointEnded => state with { Stage = RiskStage.Ended, Due = null, NextOn = null, LateLevel = 0, Crossed = false },
            _ => throw new Unforeseen(happened),
        };
}
