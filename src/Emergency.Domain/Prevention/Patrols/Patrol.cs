using System.Collections.Immutable;
using Emergency.Domain.Places;

namespace Emergency.Domain.Patrols;

/// <summary>Patrol round (巡查; kind "patrol", key = its id): stops in the order of the walk, a rhythm, a walker. An interrupted round goes
/// on where it stood; when its last stop is reported the next one is due.</summary>
/// <param name="Round">Number of the round that is walked now, from 1.</param>
/// <param name="Told">Reports of this round, by the number of the stop.</param>
/// <param name="Next">Day on which this round is due.</param>
/// <param name="LateLevel">Level of lateness: 1 due for the walker; 2 referred to the committee; 3 to the street.</param>
/// <param name="Walked">Time at which the last stop of the last whole round was looked at.</param>
public sealed partial record Patrol(
    PatrolStage Stage,
    string Community,
    PatrolFacts? Facts,
    int Round,
    ImmutableSortedDictionary<int, StopTold> Told,
    DateOnly? Next,
    int LateLevel,
    DateTimeOffset? Due,
    DateTimeOffset? Walked
)
{
    public static readonly Code Unknown = new("patrol.unknown"),
        Over = new("patrol.over"),
        UnknownStop = new("patrol.unknown-stop"),
        Future = new("patrol.future");
    public static readonly Patrol None = new(
        PatrolStage.None,
        "",
        null,
        1,
        ImmutableSortedDictionary<int, StopTold>.Empty,
        null,
        0,
        null,
        null
    );
}

public enum PatrolStage
{
    None,
    Kept,
    Ended,
}

/// <summary>Kind of stop: a risk point, a known hazard, the door of a shelter, a hydrant, a device, anything else.</summary>
public enum StopKind
{
    RiskPoint,
    Hazard,
    Shelter,
    Hydrant,
    Device,
    Other,
}

/// <param name="Walker">Member who walks the round; null: anybody of the committee.</param>
/// <param name="Every">Days from one round to the next, 1 to 366.</param>
public sealed record PatrolFacts(string Name, MemberId? Walker, int Every, ListOf<PatrolStop> Stops);

/// <param name="No">Number of the stop within the route; it stays while the order changes.</param>
/// <param name="Thing">Id of the risk point, hazard or shelter.</param>
/// <param name="Ask">Question to answer there: "井盖在不在，响不响".</param>
public sealed record PatrolStop(int No, StopKind Kind, Guid? Thing, string Name, string? Ask, Located? Location);

public enum StopState
{
    Good,
    Bad,
    Skipped,
}

/// <param name="Hazard">Hazard found there.</param>
public sealed record StopTold(StopState State, HazardId? Hazard, DateTimeOffset SeenAt);

public abstract record PatrolCommand : Command;

/// <param name="First">Day of the first round, where there was none.</param>
public sealed record SetPatrol(string Community, PatrolFacts Facts, DateOnly First, By By, DateTimeOffset At) : PatrolCommand;

/// <summary>Reports one stop. The report can come days later, from a phone without network.</summary>
public sealed record TellStop(int Stop, StopState State, HazardId? Hazard, Sealed? Cause, DateTimeOffset SeenAt, By By, DateTimeOffset At)
    : PatrolCommand;

public sealed record EndPatrol(By By, DateTimeOffset At) : PatrolCommand;

public abstract record PatrolEvent : Event;

public abstract record PatrolTimed(DateTimeOffset? Due) : PatrolEvent, ISetsDue
{
    public string DueOf => "round";
}

[Stored("patrol.set.v1")]
public sealed record PatrolSet(string Community, PatrolFacts Facts, DateOnly Next, DateTimeOffset? Due, By By, DateTimeOffset At)
    : PatrolTimed(Due);

/// <param name="Round">Round it counts in; 0 for a stop seen before the last round ended.</param>
[Stored("patrol.stop-told.v1")]
public sealed record StopWasTold(
    int Round,
    int Stop,
    StopState State,
    HazardId? Hazard,
    Sealed? Cause,
    DateTimeOffset SeenAt,
    By By,
    DateTimeOffset At
) : PatrolEvent;

/// <summary>Records that every stop of the round is reported.</summary>
[Stored("patrol.walked.v1")]
public sealed record PatrolWalked(int Round, int Good, int Bad, int Skipped, DateOnly Next, DateTimeOffset? Due, DateTimeOffset At)
    : PatrolTimed(Due);

[Stored("patrol.late.v1")]
public sealed record PatrolLate(int Level, DateTimeOffset? Due, DateTimeOffset At) : PatrolTimed(Due);

[Stored("patrol.ended.v1")]
public sealed record PatrolEnded(By By, DateTimeOffset At) : PatrolTimed((DateTimeOffset?)null);
