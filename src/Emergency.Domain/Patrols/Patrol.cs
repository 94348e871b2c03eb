using System.Collections.Immutable;
using Emergency.Domain.Places;

namespace Emergency.Domain.Patrols;

/// <summary>A patrol round (巡查; kind "patrol", key = its id): stops in the order of the walk, a rhythm, who walks. A round that was interrupted goes on where it stood; when its last stop is told the next one is due.</summary>
/// <param name="Round">The number of the round that is walked now, from 1.</param>
/// <param name="Told">Of this round, by the number of the stop.</param>
/// <param name="Next">The day on which this round is due.</param>
/// <param name="LateLevel">1 due, at the walker's; 2 at the committee's; 3 at the street's.</param>
/// <param name="Walked">When the last stop of the last whole round was looked at.</param>
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

/// <summary>What one looks at: a risk point, a known hazard, the door of a shelter, a hydrant, a device, anything else.</summary>
public enum StopKind
{
    RiskPoint,
    Hazard,
    Shelter,
    Hydrant,
    Device,
    Other,
}

/// <param name="Walker">Whose round it is; null: whoever of the committee walks.</param>
/// <param name="Every">Days from one round to the next, 1 to 366.</param>
public sealed record PatrolFacts(string Name, MemberId? Walker, int Every, ListOf<PatrolStop> Stops);

/// <param name="No">Its number within the route; it stays while the order changes.</param>
/// <param name="Thing">The risk point, hazard or shelter it is.</param>
/// <param name="Ask">What one looks for: "井盖在不在，响不响".</param>
public sealed record PatrolStop(int No, StopKind Kind, Guid? Thing, string Name, string? Ask, Located? Location);

public enum StopState
{
    Good,
    Bad,
    Skipped,
}

/// <param name="Hazard">What was found there.</param>
public sealed record StopTold(StopState State, HazardId? Hazard, DateTimeOffset SeenAt);

public abstract record PatrolCommand : Command;

/// <param name="First">The day of the first round, where there was none.</param>
public sealed record SetPatrol(string Community, PatrolFacts Facts, DateOnly First, By By, DateTimeOffset At) : PatrolCommand;

/// <summary>What was seen at one stop. It may come days later, from a phone without network.</summary>
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

/// <param name="Round">The round it counts in; 0 of one that was seen before the last round ended.</param>
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

/// <summary>Every stop of the round is told.</summary>
[Stored("patrol.walked.v1")]
public sealed record PatrolWalked(int Round, int Good, int Bad, int Skipped, DateOnly Next, DateTimeOffset? Due, DateTimeOffset At)
    : PatrolTimed(Due);

[Stored("patrol.late.v1")]
public sealed record PatrolLate(int Level, DateTimeOffset? Due, DateTimeOffset At) : PatrolTimed(Due);

[Stored("patrol.ended.v1")]
public sealed record PatrolEnded(By By, DateTimeOffset At) : PatrolTimed((DateTimeOffset?)null);
