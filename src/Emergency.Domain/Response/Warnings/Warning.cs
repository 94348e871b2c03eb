namespace Emergency.Domain.Warnings;

/// <summary>Warning (预警; kind "warning", key = its id, made from the receiving desk and the message's key, so that the same message twice
/// is one). It is in force until a later message replaces it, one cancels it, the desk lifts it, or its time is over. A later message can
/// arrive before the one it refers to: its word is remembered. Only the warning's own sender ends it by a message, brought by the same
/// account. A message of another sender, and a cancellation that names no warning, wait for a person of the desk.</summary>
public sealed partial record Warning(
    WarningStage Stage,
    WarningFacts? Facts,
    ListOf<Foretelling> Foretold,
    LaterWord? Ended,
    By? ConfirmedBy,
    DateTimeOffset? ConfirmedAt
)
{
    public static readonly Code Unknown = new("warning.unknown"),
        Over = new("warning.over"),
        NotActual = new("warning.not-actual"),
        AnotherStatus = new("warning.another-status"),
        ReachesNobody = new("warning.reaches-nobody"),
        NoQuestion = new("warning.no-question"),
        NotWaiting = new("warning.not-waiting"),
        AsksWhere = new("warning.asks-where");
    public static readonly Warning None = new(WarningStage.None, null, [], null, null, null);

    /// <summary>Account that brought the message; null before it has come, and for warnings received before this was kept.</summary>
    public By? BroughtBy { get; init; }

    /// <summary>Content and bringing account of a message that is only a cancellation.</summary>
    public CancellationReceived? TakesBack { get; init; }

    /// <summary>True when a person must say which warnings it cancels.</summary>
    public bool Waits { get; init; }

    /// <summary>Divisions whose people were called.</summary>
    public ListOf<string> Called { get; init; } = [];

    /// <summary>Messages of other senders about it that wait for a person of the desk.</summary>
    public ListOf<LaterWord> Questions { get; init; } = [];

    /// <summary>Messages of other senders that the desk did not follow.</summary>
    public ListOf<MessageKey> Declined { get; init; } = [];

    /// <summary>Divisions for which it was lifted earlier than for the rest.</summary>
    public ListOf<string> LiftedFor { get; init; } = [];

    /// <summary>Time by which the desk must confirm it; null once that is settled.</summary>
    public DateTimeOffset? ConfirmBy { get; init; }

    /// <summary>True when nobody of the desk confirmed it in time.</summary>
    public bool Unattended { get; init; }

    public bool Running => Stage == WarningStage.InForce;

    /// <summary>Tells whether it was lifted for this community or street, by itself or with its street.</summary>
    public bool IsLiftedFor(string division) => LiftedFor.Any(code => division.StartsWith(code, StringComparison.Ordinal));
}

/// <summary>生效中, 已变更, 已解除 by a message, 已解除 by the desk, 已过期. Cancellation: the message is only a cancellation.</summary>
public enum WarningStage
{
    None,
    InForce,
    Replaced,
    Cancelled,
    Lifted,
    Expired,
    Cancellation,
}

/// <summary>Word of a later message on an earlier one; <paramref name="Status"/> is the later one's: an exercise ends no actual
/// warning.</summary>
public sealed record LaterWord(WarningStage Stage, MessageKey By, WarningStatus Status);

/// <summary>Word of a later message that arrived before the message it refers to.</summary>
/// <param name="By">Account that brought it; null for words stored before this was kept.</param>
public sealed record Foretelling(LaterWord Word, By? By);

public abstract record WarningCommand : Command;

/// <param name="Position">Position at which the divisions were looked up.</param>
/// <param name="Rest">Other warnings of the same message, where this is the first one stored.</param>
public sealed record ReceiveWarning(WarningFacts Facts, long Position, By By, DateTimeOffset At, MessageRest? Rest = null) : WarningCommand;

/// <summary>Warnings of a message beside the part that is stored first: kept with it, so that a message is received whole or not at
/// all.</summary>
/// <param name="Position">Position at which their divisions were looked up.</param>
public sealed record MessageRest(ListOf<WarningFacts> Warns, long Position);

/// <summary>Receives a message that only cancels earlier ones.</summary>
public sealed record ReceiveCancellation(
    string Home,
    MessageKey Key,
    WarningStatus Status,
    ListOf<MessageKey> References,
    By By,
    DateTimeOffset At,
    bool? Unlisted = null,
    TakingBack? Said = null,
    MessageRest? Rest = null
) : WarningCommand;

/// <param name="Target">Message that is replaced.</param>
/// <param name="Unlisted">True when the sender of the later message is not on the desk's list: a person decides.</param>
/// <param name="By">Account that brought the later message; the deciding person where <paramref name="Decided"/>.</param>
/// <param name="Decided">True when a person of the desk said that the later message refers to this one.</param>
public sealed record ReplaceWarning(
    MessageKey Target,
    MessageKey With,
    WarningStatus Status,
    DateTimeOffset At,
    bool? Unlisted = null,
    By? By = null,
    bool Decided = false
) : WarningCommand;

/// <param name="Target">Message that is cancelled.</param>
/// <param name="Unlisted">True when the sender of the later message is not on the desk's list: a person decides.</param>
/// <param name="By">Account that brought the later message; the deciding person where <paramref name="Decided"/>.</param>
/// <param name="Decided">True when a person of the desk said that the later message refers to this one.</param>
public sealed record CancelWarning(
    MessageKey Target,
    MessageKey With,
    WarningStatus Status,
    DateTimeOffset At,
    bool? Unlisted = null,
    By? By = null,
    bool Decided = false
) : WarningCommand;

/// <summary>Lifts the target for some divisions, because a message that warns of another place reports its end there.</summary>
public sealed record LiftByMessage(
    MessageKey Target,
    MessageKey With,
    WarningStatus Status,
    ListOf<string> Divisions,
    By By,
    DateTimeOffset At,
    bool? Unlisted = null
) : WarningCommand;

/// <summary>Enters a person's decision on a message that names no warning it ends, or only reads like a lifting.</summary>
/// <param name="Ends">Warnings that it cancels or replaces; none where it concerns none of ours.</param>
/// <param name="Lifts">True when the message itself only reports an end.</param>
public sealed record SettleWaiting(ListOf<WarningId> Ends, bool Lifts, By By, DateTimeOffset At) : WarningCommand;

/// <summary>确认: confirms the warning for this county, by a named person of the desk, and has the people of some divisions called.
/// Confirming again calls those left out before.</summary>
/// <param name="Calls">Communities and streets to call; empty: nobody.</param>
/// <param name="StepSeconds">Seconds for which one rung of a call can stay unanswered.</param>
/// <param name="Placed">True when a person has said for which divisions it holds.</param>
public sealed record ConfirmWarning(ListOf<string> Calls, int StepSeconds, By By, DateTimeOffset At, bool Placed = false) : WarningCommand;

/// <summary>确认 and 不采纳: follows another sender's message about it, or declines it.</summary>
public sealed record AcceptEnding(MessageKey With, By By, DateTimeOffset At) : WarningCommand;

public sealed record DeclineEnding(MessageKey With, By By, DateTimeOffset At) : WarningCommand;

/// <summary>解除: lifts it by the desk, where the issuer said so by telephone or letter.</summary>
public sealed record LiftWarning(By By, DateTimeOffset At) : WarningCommand;

/// <summary>解除: lifts it for some communities and streets; for the rest it stays in force.</summary>
public sealed record LiftFor(ListOf<string> Divisions, By By, DateTimeOffset At) : WarningCommand;

public abstract record WarningEvent : Event;

/// <param name="Due">Time at which it expires; null where it is over already.</param>
[Stored("warning.received.v1")]
public sealed record WarningReceived(
    WarningFacts Facts,
    DateTimeOffset? Due,
    long Position,
    By By,
    DateTimeOffset At,
    MessageRest? Rest = null
) : WarningEvent, ISetsDue
{
    public string DueOf => "expiry";
}

[Stored("warning.cancellation-received.v1")]
public sealed record CancellationReceived(
    string Home,
    MessageKey Key,
    WarningStatus Status,
    ListOf<MessageKey> References,
    By By,
    DateTimeOffset At,
    bool? Unlisted = null,
    TakingBack? Said = null,
    MessageRest? Rest = null
) : WarningEvent;

[Stored("warning.replaced.v1")]
public sealed record WarningReplaced(MessageKey With, WarningStatus Status, DateTimeOffset At, By? By = null) : WarningEvent, ISetsDue
{
    public string DueOf => "expiry";
    public DateTimeOffset? Due => null;
}

[Stored("warning.cancelled.v1")]
public sealed record WarningCancelled(MessageKey With, WarningStatus Status, DateTimeOffset At, By? By = null) : WarningEvent, ISetsDue
{
    public string DueOf => "expiry";
    public DateTimeOffset? Due => null;
}

/// <param name="Due">Time by which the desk must confirm it; null once it has, or the warning is over.</param>
[Stored("warning.confirmation-awaited.v1")]
public sealed record ConfirmationAwaited(DateTimeOffset? Due, DateTimeOffset At) : WarningEvent, ISetsDue
{
    public string DueOf => Warning.Confirmation;
}

/// <summary>Records that nobody of the desk confirmed it in time: the lead of the county's shift is rung.</summary>
[Stored("warning.unattended.v1")]
public sealed record WarningUnattended(DateTimeOffset At) : WarningEvent, ISetsDue
{
    public string DueOf => Warning.Confirmation;
    public DateTimeOffset? Due => null;
}

[Stored("warning.confirmed.v1")]
public sealed record WarningConfirmed(By By, DateTimeOffset At) : WarningEvent;

/// <summary>Records the receivers to call; the calls that wake villages follow from it.</summary>
[Stored("warning.called.v1")]
public sealed record WarningCalled(ListOf<string> Receivers, int StepSeconds, By By, DateTimeOffset At) : WarningEvent;

/// <summary>Records a person's decision on the warnings that a message ends.</summary>
[Stored("warning.waiting-settled.v1")]
public sealed record WaitingSettled(ListOf<WarningId> Ends, bool Lifts, By By, DateTimeOffset At) : WarningEvent;

/// <summary>Records another sender's update or cancellation, for the desk to decide on.</summary>
[Stored("warning.ending-asked.v1")]
public sealed record EndingAsked(LaterWord Ending, DateTimeOffset At) : WarningEvent;

[Stored("warning.ending-accepted.v1")]
public sealed record EndingAccepted(MessageKey With, By By, DateTimeOffset At) : WarningEvent;

[Stored("warning.ending-declined.v1")]
public sealed record EndingDeclined(MessageKey With, By By, DateTimeOffset At) : WarningEvent;

[Stored("warning.lifted.v1")]
public sealed record WarningLifted(By By, DateTimeOffset At) : WarningEvent, ISetsDue
{
    public string DueOf => "expiry";
    public DateTimeOffset? Due => null;
}

/// <summary>Records that it is lifted for these divisions; their called people are told.</summary>
[Stored("warning.lifted-for.v1")]
public sealed record WarningLiftedFor(ListOf<string> Divisions, By By, DateTimeOffset At) : WarningEvent;

[Stored("warning.expired.v1")]
public sealed record WarningExpired(DateTimeOffset At) : WarningEvent, ISetsDue
{
    public string DueOf => "expiry";
    public DateTimeOffset? Due => null;
}
