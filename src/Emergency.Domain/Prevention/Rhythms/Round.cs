using static Emergency.Domain.Decision;

namespace Emergency.Domain.Rhythms;

/// <summary>Rounds of one duty of one community (kind "round", key = duty and community). Only the journal decides what has come round: two
/// clocks that send the same due time write it once.</summary>
/// <param name="Last">Last due time that was met or missed.</param>
public sealed record Round(string? Duty, string? Community, DateTimeOffset? Last)
{
    public static readonly Code NotDue = new("round.not-due");
    public static readonly Round None = new(null, null, null);

    public static Decision Decide(Round state, Command command) =>
        command switch
        {
            ComeRound c when c.Due <= state.Last => Nothing,
            ComeRound c when c.Due > c.At => Reject(NotDue),
            ComeRound c when c.Misfire == Misfire.Skip && c.At - c.Due > TimeSpan.FromMinutes(Math.Max(0, c.GraceMinutes)) =>
                new RoundMissed(c.Duty, c.Community, c.Due, c.At),
            ComeRound c => new RoundCame(c.Duty, c.Community, c.Due, c.At),
            _ => throw new Unforeseen(command),
        };

    public static Round Evolve(Round state, Event happened) =>
        happened switch
        {
            RoundCame e => new(e.Duty, e.Community, e.Due),
            RoundMissed e => new(e.Duty, e.Community, e.Due),
            _ => throw new Unforeseen(happened),
        };
}

public abstract record RoundCommand : Command;

/// <summary>Records that a due time has come. Sent by the clock, on any node, as often as it likes; or by a person who does not wait for
/// it.</summary>
public sealed record ComeRound(string Duty, string Community, DateTimeOffset Due, Misfire Misfire, int GraceMinutes, DateTimeOffset At)
    : RoundCommand;

public abstract record RoundEvent : Event;

[Stored("round.came.v1")]
public sealed record RoundCame(string Duty, string Community, DateTimeOffset Due, DateTimeOffset At) : RoundEvent;

/// <summary>Records that no clock ran at that time, and the duty is not made up for.</summary>
[Stored("round.missed.v1")]
public sealed record RoundMissed(string Duty, string Community, DateTimeOffset Due, DateTimeOffset At) : RoundEvent;
