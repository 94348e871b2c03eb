namespace Emergency.Domain.Warnings;

/// <summary>A warning (预警; kind "warning", key = its id, which follows from the receiving desk and the message's key, so that the same message twice is one). In force until a later message takes its place, one takes it back, the desk lifts it, or its time is over. A message may come before the one it speaks of: what it said is remembered. Only its own sender ends it by a message, brought by the account that brought it; what another says of it, and what takes back and names nothing, waits for a person of the desk.</summary>
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

    /// <summary>Who brought the message; null before it has come, and of what was received before that was kept.</summary>
    public By? BroughtBy { get; init; }

    /// <summary>Of a message that only takes back: what it said, and whom it was brought by.</summary>
    public CancellationReceived? TakesBack { get; init; }

    /// <summary>A person has to say what it takes back.</summary>
    public bool Waits { get; init; }

    /// <summary>Divisions whose people were called.</summary>
    public ListOf<string> Called { get; init; } = [];

    /// <summary>What other senders said of it, waiting for a person of the desk.</summary>
    public ListOf<LaterWord> Questions { get; init; } = [];

    /// <summary>Messages of other senders that the desk did not follow.</summary>
    public ListOf<MessageKey> Declined { get; init; } = [];

    /// <summary>Divisions for which it was lifted before it was for the rest.</summary>
    public ListOf<string> LiftedFor { get; init; } = [];

    /// <summary>When somebody of the desk should have confirmed it; null once that is settled.</summary>
    public DateTimeOffset? ConfirmBy { get; init; }

    /// <summary>Nobody of the desk confirmed it in time.</summary>
    public bool Unattended { get; init; }

    public bool Running => Stage == WarningStage.InForce;

    /// <summary>Whether it was lifted for this community or street, by itself or with its street.</summary>
    public bool IsLiftedFor(string division) => LiftedFor.Any(code => division.StartsWith(code, StringComparison.Ordinal));
}

/// <summary>生效中, 已变更, 已解除 by a message, 已解除 by the desk, 已过期. A cancellation is the message that only takes back.</summary>
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

/// <summary>A later message's word on an earlier one; <paramref name="Status"/> is its own: an exercise ends no actual warning.</summary>
public sealed record LaterWord(WarningStage Stage, MessageKey By, WarningStatus Status);

/// <summary>A later message's word that came before the message it speaks of.</summary>
/// <param name="By">Who brought it; null of what was stored before that was kept.</param>
public sealed record Foretelling(LaterWord Word, By? By);

public abstract record WarningCommand : Command;

/// <param name="Position">Where the divisions were looked up.</param>
/// <param name="Rest">The other warnings of the same message, where this is the first that is stored.</param>
public sealed record ReceiveWarning(WarningFacts Facts, long Position, By By, DateTimeOffset At, MessageRest? Rest = null) : WarningCommand;

/// <summary>The warnings of a message beside the part that is stored first: kept with it, so that a message is received whole or not at all.</summary>
/// <param name="Position">Where their divisions were looked up.</param>
public sealed record MessageRest(ListOf<WarningFacts> Warns, long Position);

/// <summary>A message that only takes earlier ones back.</summary>
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

/// <param name="Target">The message that is spoken of.</param>
/// <param name="Unlisted">Who sent the later one is not on the desk's list: a person decides.</param>
/// <param name="By">Who brought the later one; a person who decided it where <paramref name="Decided"/>.</param>
/// <param name="Decided">A person of the desk said that it speaks of this one.</param>
public sealed record ReplaceWarning(
    MessageKey Target,
    MessageKey With,
    WarningStatus Status,
    DateTimeOffset At,
    bool? Unlisted = null,
    By? By = null,
    bool Decided = false
) : WarningCommand;

/// <param name="Target">The message that is spoken of.</param>
/// <param name="Unlisted">Who sent the later one is not on the desk's list: a person decides.</param>
/// <param name="By">Who brought the later one; a person who decided it where <paramref name="Decided"/>.</param>
/// <param name="Decided">A person of the desk said that it speaks of this one.</param>
public sealed record CancelWarning(
    MessageKey Target,
    MessageKey With,
    WarningStatus Status,
    DateTimeOffset At,
    bool? Unlisted = null,
    By? By = null,
    bool Decided = false
) : WarningCommand;

/// <summary>A message that warns of one place says that it is over in another: for those divisions the one it names is lifted.</summary>
public sealed record LiftByMessage(
    MessageKey Target,
    MessageKey With,
    WarningStatus Status,
    ListOf<string> Divisions,
    By By,
    DateTimeOffset At,
    bool? Unlisted = null
) : WarningCommand;

/// <summary>A person says what a message takes back that names nothing, or only reads as if it did.</summary>
/// <param name="Ends">Warnings that it takes back or takes the place of; none where it is none of ours.</param>
/// <param name="Lifts">It is itself only the word of an end.</param>
public sealed record SettleWaiting(ListOf<WarningId> Ends, bool Lifts, By By, DateTimeOffset At) : WarningCommand;

/// <summary>确认: a named person of the desk takes it for this county, and the people of some divisions are called. Said again, those who were left out are called too.</summary>
/// <param name="Calls">Communities and streets; nobody where it is empty.</param>
/// <param name="StepSeconds">How long one rung of a call may stay unanswered.</param>
/// <param name="Placed">A person has said whom it holds for.</param>
public sealed record ConfirmWarning(ListOf<string> Calls, int StepSeconds, By By, DateTimeOffset At, bool Placed = false) : WarningCommand;

/// <summary>确认 and 不采纳 of what another sender said of it.</summary>
public sealed record AcceptEnding(MessageKey With, By By, DateTimeOffset At) : WarningCommand;

public sealed record DeclineEnding(MessageKey With, By By, DateTimeOffset At) : WarningCommand;

/// <summary>解除 by the desk, where the issuer said so by telephone or letter.</summary>
public sealed record LiftWarning(By By, DateTimeOffset At) : WarningCommand;

/// <summary>解除 for some communities and streets; for the rest it stays in force.</summary>
public sealed record LiftFor(ListOf<string> Divisions, By By, DateTimeOffset At) : WarningCommand;

public abstract record WarningEvent : Event;

/// <param name="Due">When it expires; null where it is over already.</param>
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

/// <param name="Due">When the desk should have confirmed it; null once it has, or it is over.</param>
[Stored("warning.confirmation-awaited.v1")]
public sealed record ConfirmationAwaited(DateTimeOffset? Due, DateTimeOffset At) : WarningEvent, ISetsDue
{
    public string DueOf => Warning.Confirmation;
}

/// <summary>Nobody of the desk confirmed it in time: who leads the county's shift is rung.</summary>
[Stored("warning.unattended.v1")]
public sealed record WarningUnattended(DateTimeOffset At) : WarningEvent, ISetsDue
{
    public string DueOf => Warning.Confirmation;
    public DateTimeOffset? Due => null;
}

[Stored("warning.confirmed.v1")]
public sealed record WarningConfirmed(By By, DateTimeOffset At) : WarningEvent;

/// <summary>Whatever wakes villages hangs on this.</summary>
[Stored("warning.called.v1")]
public sealed record WarningCalled(ListOf<string> Receivers, int StepSeconds, By By, DateTimeOffset At) : WarningEvent;

/// <summary>A person has said what a message takes back.</summary>
[Stored("warning.waiting-settled.v1")]
public sealed record WaitingSettled(ListOf<WarningId> Ends, bool Lifts, By By, DateTimeOffset At) : WarningEvent;

/// <summary>Another sender's update or cancellation: asked at the desk.</summary>
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

/// <summary>Those of these divisions who were called hear that it is over for them.</summary>
[Stored("warning.lifted-for.v1")]
public sealed record WarningLiftedFor(ListOf<string> Divisions, By By, DateTimeOffset At) : WarningEvent;

[Stored("warning.expired.v1")]
public sealed record WarningExpired(DateTimeOffset At) : WarningEvent, ISetsDue
{
    public string DueOf => "expiry";
    public DateTimeOffset? Due => null;
}
