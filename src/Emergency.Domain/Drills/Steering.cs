using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Drills;

/// <summary>Command that changes the course of a drill beyond its injects: its clock leaps, an inject is held back (扣住), a line or the
/// network is dead for a time.</summary>
public abstract record SteeringCommand : DrillCommand;

/// <summary>Lets the clock leap, in a drill without people only.</summary>
/// <param name="To">Time by the drill's clock; a time that is not ahead changes nothing.</param>
public sealed record JumpDrill(DateTimeOffset To, By By, DateTimeOffset At) : SteeringCommand;

/// <summary>扣住: holds an inject back: it does not come automatically until it is released; by hand it can.</summary>
public sealed record HoldInject(string Inject, By By, DateTimeOffset At) : SteeringCommand;

public sealed record ReleaseInject(string Inject, By By, DateTimeOffset At) : SteeringCommand;

/// <summary>Starts an outage, from the coming of its inject.</summary>
/// <param name="Line">Number of the hotline whose line is dead; null for the players' network.</param>
/// <param name="Lasts">Duration by the drill's clock.</param>
public sealed record BreakOff(string Inject, string? Line, TimeSpan Lasts, By By, DateTimeOffset At) : SteeringCommand;

/// <summary>Ends the outage once its time is over.</summary>
public sealed record BringBack(string Inject, By By, DateTimeOffset At) : SteeringCommand;

[Stored("drill.jumped.v1")]
public sealed record DrillJumped(DateTimeOffset RealmAt, By By, DateTimeOffset At) : DrillEvent;

[Stored("drill.inject-held.v1")]
public sealed record InjectHeld(string Inject, DateTimeOffset RealmAt, By By, DateTimeOffset At) : DrillEvent, ILed;

[Stored("drill.inject-released.v1")]
public sealed record InjectReleased(string Inject, DateTimeOffset RealmAt, By By, DateTimeOffset At) : DrillEvent;

[Stored("drill.outage-began.v1")]
public sealed record OutageBegan(string Inject, string? Line, DateTimeOffset From, DateTimeOffset Until, By By, DateTimeOffset At)
    : DrillEvent;

[Stored("drill.outage-ended.v1")]
public sealed record OutageEnded(string Inject, DateTimeOffset RealmAt, By By, DateTimeOffset At) : DrillEvent;

/// <summary>Outage in a drill: of the line to a hotline, or where <paramref name="Line"/> is null of the players' network. Times by the
/// drill's clock.</summary>
public sealed record Outage(string Inject, string? Line, DateTimeOffset From, DateTimeOffset Until, bool Over);

public sealed partial record Drill
{
    public static readonly Code WithPeople = new("drill.with-people"),
        InFlight = new("drill.in-flight");

    /// <summary>Injects that are held back for now.</summary>
    public ImmutableHashSet<string> Held { get; init; } = [];

    /// <summary>Outages, by the inject that caused each.</summary>
    public ImmutableDictionary<string, Outage> Outages { get; init; } = ImmutableDictionary.Create<string, Outage>(StringComparer.Ordinal);
    public IEnumerable<Outage> Broken => Outages.Values.Where(one => !one.Over);

    public bool LineDown(string? hotline) => hotline is not null && Broken.Any(one => one.Line == hotline);

    private static Decision Steer(Drill state, SteeringCommand command) =>
        command switch
        {
            JumpDrill when !state.Facts!.WithoutPeople => Reject(WithPeople),
            JumpDrill c when c.To <= state.Now(c.At) => Nothing,
            JumpDrill when !state.Real.IsEmpty => Reject(RealCall),
            JumpDrill when state.Stage == DrillStage.Paused => Reject(Standing),
            JumpDrill c => new DrillJumped(c.To, c.By, c.At),
            HoldInject c when state.Injects.ContainsKey(c.Inject) => Reject(InjectDone, c.Inject),
            HoldInject c => state.Held.Contains(c.Inject) ? Nothing : new InjectHeld(c.Inject, state.Now(c.At), c.By, c.At),
            ReleaseInject c => state.Held.Contains(c.Inject) ? new InjectReleased(c.Inject, state.Now(c.At), c.By, c.At) : Nothing,
            BreakOff c => state.Outages.ContainsKey(c.Inject)
            || state.Injects.GetValueOrDefault(c.Inject) is not { Fate: InjectFate.Fired } played
                ? Nothing
                : new OutageBegan(c.Inject, c.Line, played.RealmAt, RealmClock.After(played.RealmAt, c.Lasts), c.By, c.At),
            BringBack c => state.Outages.GetValueOrDefault(c.Inject) is { Over: false } outage && outage.Until <= state.Now(c.At)
                ? new OutageEnded(c.Inject, state.Now(c.At), c.By, c.At)
                : Nothing,
            _ => throw new Unforeseen(command),
        };

    private static Drill Steered(Drill state, DrillEvent happened) =>
        happened switch
        {
            DrillJumped e => state with { Clock = state.Clock?.Leap(e.At, e.RealmAt) },
            InjectHeld e => state with { Held = state.Held.Add(e.Inject) },
            InjectReleased e => state with { Held = state.Held.Remove(e.Inject) },
            OutageBegan e => state with { Outages = state.Outages.SetItem(e.Inject, new(e.Inject, e.Line, e.From, e.Until, false)) },
            OutageEnded e => state.Outages.TryGetValue(e.Inject, out var outage)
                ? state with
                {
                    Outages = state.Outages.SetItem(e.Inject, outage with { Over = true }),
                }
                : state,
            _ => throw new Unforeseen(happened),
        };
}
