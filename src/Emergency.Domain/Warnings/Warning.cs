using static Emergency.Domain.Decision;

namespace Emergency.Domain.Warnings;

/// <summary>A warning (预警; kind "warning", key = its id, which follows from the receiving desk and the message's key, so that the same message twice is one). In force until a later message takes its place, one takes it back, the desk lifts it, or its time is over. A message may come before the one it speaks of: what it said is remembered.</summary>
public sealed partial record Warning(WarningStage Stage, WarningFacts? Facts, ListOf<Ending> Foretold, Ending? Ended, By? ConfirmedBy, DateTimeOffset? ConfirmedAt)
{
    public static readonly Code Unknown = new("warning.unknown"), Over = new("warning.over"), NotActual = new("warning.not-actual"), AnotherStatus = new("warning.another-status");
    public static readonly Warning None = new(WarningStage.None, null, [], null, null, null);

    public bool Running => Stage == WarningStage.InForce;
}

/// <summary>生效中, 已变更, 已解除 by a message, 已解除 by the desk, 已过期. A cancellation is the message that only takes back.</summary>
public enum WarningStage { None, InForce, Replaced, Cancelled, Lifted, Expired, Cancellation }

/// <summary>A later message's word on an earlier one; <paramref name="Status"/> is its own: an exercise ends no actual warning.</summary>
public sealed record Ending(WarningStage Stage, MessageKey By, WarningStatus Status);

public abstract record WarningCommand : Command;
/// <param name="Position">Where the divisions were looked up.</param>
public sealed record ReceiveWarning(WarningFacts Facts, long Position, By By, DateTimeOffset At) : WarningCommand;
/// <summary>A message that only takes earlier ones back.</summary>
public sealed record ReceiveCancellation(string Home, MessageKey Key, WarningStatus Status, ListOf<MessageKey> References, By By, DateTimeOffset At) : WarningCommand;
public sealed record ReplaceWarning(MessageKey With, WarningStatus Status, DateTimeOffset At) : WarningCommand;
public sealed record CancelWarning(MessageKey With, WarningStatus Status, DateTimeOffset At) : WarningCommand;
/// <summary>确认: a named person of the desk takes it for this county. Whatever wakes villages hangs on the event.</summary>
public sealed record ConfirmWarning(By By, DateTimeOffset At) : WarningCommand;
/// <summary>解除 by the desk, where the issuer said so by telephone or letter.</summary>
public sealed record LiftWarning(By By, DateTimeOffset At) : WarningCommand;

public abstract record WarningEvent : Event;
/// <param name="Due">When it expires; null where it is over already.</param>
public sealed record WarningReceived(WarningFacts Facts, DateTimeOffset? Due, long Position, By By, DateTimeOffset At) : WarningEvent, ISetsDue { public string DueOf => "expiry"; }
public sealed record CancellationReceived(string Home, MessageKey Key, WarningStatus Status, ListOf<MessageKey> References, By By, DateTimeOffset At) : WarningEvent;
public sealed record WarningReplaced(MessageKey With, WarningStatus Status, DateTimeOffset At) : WarningEvent, ISetsDue { public string DueOf => "expiry"; public DateTimeOffset? Due => null; }
public sealed record WarningCancelled(MessageKey With, WarningStatus Status, DateTimeOffset At) : WarningEvent, ISetsDue { public string DueOf => "expiry"; public DateTimeOffset? Due => null; }
public sealed record WarningConfirmed(By By, DateTimeOffset At) : WarningEvent;
public sealed record WarningLifted(By By, DateTimeOffset At) : WarningEvent, ISetsDue { public string DueOf => "expiry"; public DateTimeOffset? Due => null; }
public sealed record WarningExpired(DateTimeOffset At) : WarningEvent, ISetsDue { public string DueOf => "expiry"; public DateTimeOffset? Due => null; }

public sealed partial record Warning
{
    public static Decision Decide(Warning state, Command command) => command switch
    {
        Remind c => state.Running && state.Facts!.Until <= c.At ? new WarningExpired(c.At) : Nothing,
        ReceiveWarning c => state.Stage == WarningStage.None ? Of(Receive(state, c)) : Nothing,
        ReceiveCancellation c => state.Stage == WarningStage.None ? new CancellationReceived(c.Home, c.Key, c.Status, c.References, c.By, c.At) : Nothing,
        ReplaceWarning c => End(state, c.Status, new WarningReplaced(c.With, c.Status, c.At)),
        CancelWarning c => End(state, c.Status, new WarningCancelled(c.With, c.Status, c.At)),
        WarningCommand when state.Facts is null => Reject(Unknown),
        LiftWarning when state.Stage == WarningStage.Lifted => Nothing,
        ConfirmWarning when state.ConfirmedBy is not null => Nothing,
        ConfirmWarning when !state.Facts.Actual => Reject(NotActual),
        WarningCommand when !state.Running => Reject(Over),
        ConfirmWarning c => new WarningConfirmed(c.By, c.At),
        LiftWarning c => new WarningLifted(c.By, c.At),
        _ => throw new Unforeseen(command),
    };

    private static IEnumerable<Event> Receive(Warning state, ReceiveWarning c)
    {
        var ended = state.Foretold.Any(one => one.Status == c.Facts.Status);
        var expired = !ended && c.Facts.Until <= c.At;
        yield return new WarningReceived(c.Facts, ended || expired ? null : c.Facts.Until, c.Position, c.By, c.At);
        if (expired) yield return new WarningExpired(c.At);
    }

    private static Decision End(Warning state, WarningStatus status, Event ending) =>
        state.Stage == WarningStage.None ? state.Foretold.Any(one => one.Status == status) ? Nothing : Of([ending])
        : state.Facts is { } facts && facts.Status != status ? Reject(AnotherStatus)
        : state.Running ? Of([ending]) : Nothing;

    public static Warning Evolve(Warning state, Event happened) => happened switch
    {
        WarningReceived e => Received(state, e.Facts),
        CancellationReceived => state with { Stage = WarningStage.Cancellation },
        WarningReplaced e => After(state, new(WarningStage.Replaced, e.With, e.Status)),
        WarningCancelled e => After(state, new(WarningStage.Cancelled, e.With, e.Status)),
        WarningConfirmed e => state with { ConfirmedBy = e.By, ConfirmedAt = e.At },
        WarningLifted => state with { Stage = WarningStage.Lifted },
        WarningExpired => state with { Stage = WarningStage.Expired },
        _ => throw new Unforeseen(happened),
    };

    private static Warning Received(Warning state, WarningFacts facts)
    {
        var ended = state.Foretold.FirstOrDefault(one => one.Status == facts.Status);
        return state with { Facts = facts, Stage = ended?.Stage ?? WarningStage.InForce, Ended = ended };
    }

    private static Warning After(Warning state, Ending ending) => state.Facts is null ? state with { Foretold = state.Foretold.Add(ending) } : state with { Stage = ending.Stage, Ended = ending };
}
