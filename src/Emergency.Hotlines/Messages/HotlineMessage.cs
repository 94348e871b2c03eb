namespace Emergency.Hotlines.Messages;

/// <summary>
/// A message between a hotline and us: id (the sender's, 1 to 128 visible characters), sender, time by the sender's clock, and content.
/// </summary>
public sealed record HotlineMessage(string Id, string Source, DateTimeOffset Time, HotlineContent Content);

/// <summary>Content of a message; its stored type is in <see cref="MessageTypes"/>.</summary>
public abstract record HotlineContent;

/// <summary>A case handed over for the first time; a second message with the same number joins the first case.</summary>
public sealed record CaseCreated(
    string CaseNumber,
    CaseCategory Category,
    string Title,
    string Description,
    DateTimeOffset ReceivedAt,
    Caller? Caller,
    CasePlace Place,
    Casualties? Casualties,
    CasePriority Priority
) : HotlineContent;

/// <summary>Facts that became known later; null where nothing new was said.</summary>
public sealed record CaseUpdated(
    string CaseNumber,
    CaseCategory? Category,
    string? Title,
    string? Description,
    Caller? Caller,
    CasePlace? Place,
    Casualties? Casualties,
    CasePriority? Priority
) : HotlineContent;

public sealed record CaseCancelled(string CaseNumber, string? Reason, DateTimeOffset? At) : HotlineContent;

/// <summary>A hotline's answers to an offered hand-over; <paramref name="Reference"/> is its own number for it.</summary>
public abstract record HandoverAnswer(Guid HandoverId, string? Reference, DateTimeOffset At, string? Text) : HotlineContent;

public sealed record HandoverAccepted(Guid HandoverId, string? Reference, DateTimeOffset At, string? Text)
    : HandoverAnswer(HandoverId, Reference, At, Text);

/// <summary>
/// Sent back with a cause; the person who offered the hand-over is responsible again. <paramref name="Minutes"/>: time until a vehicle can
/// be there, 0 to 1,440.
/// </summary>
public sealed record HandoverReturned(
    Guid HandoverId,
    string? Reference,
    ReturnCause Cause,
    string? CauseAsWritten,
    DateTimeOffset At,
    string? Text,
    int? Minutes = null
) : HandoverAnswer(HandoverId, Reference, At, Text);

public sealed record HandoverProgressed(Guid HandoverId, string? Reference, DateTimeOffset At, string? Text)
    : HandoverAnswer(HandoverId, Reference, At, Text);

public sealed record HandoverCompleted(Guid HandoverId, string? Reference, DateTimeOffset At, string? Text)
    : HandoverAnswer(HandoverId, Reference, At, Text);

/// <summary>Category by code; an unknown one is "other" and keeps what was written.</summary>
public sealed record CaseCategory(string Code, string AsWritten);

public enum CasePriority
{
    Life,
    Urgent,
    Normal,
}

/// <summary>The caller; name or phone can be missing.</summary>
public sealed record Caller(string? Name, string? Phone);

/// <summary>Persons dead, injured and trapped, as far as known; unknown is null, never zero.</summary>
public sealed record Casualties(int? Dead, int? Injured, int? Trapped);

/// <summary>
/// Cause for which a hand-over came back: duplicate, not theirs, information missing, no vehicle; anything else is other.
/// </summary>
public enum ReturnCause
{
    Other,
    Duplicate,
    NotOurs,
    Incomplete,
    NoVehicle,
}

/// <summary>The types of messages, as in member "type".</summary>
public static class MessageTypes
{
    public const string CaseCreated = "case.created",
        CaseUpdated = "case.updated",
        CaseCancelled = "case.cancelled",
        HandoverOffered = "handover.offered",
        HandoverAccepted = "handover.accepted",
        HandoverReturned = "handover.returned",
        HandoverProgressed = "handover.progressed",
        HandoverCompleted = "handover.completed",
        AnchorKept = "anchor.kept";

    /// <summary>The type of a hotline's message.</summary>
    public static string Of(HotlineContent content) =>
        content switch
        {
            Messages.CaseCreated => CaseCreated,
            Messages.CaseUpdated => CaseUpdated,
            Messages.CaseCancelled => CaseCancelled,
            Messages.HandoverAccepted => HandoverAccepted,
            Messages.HandoverReturned => HandoverReturned,
            Messages.HandoverProgressed => HandoverProgressed,
            Messages.HandoverCompleted => HandoverCompleted,
            _ => throw new ArgumentOutOfRangeException(nameof(content), content?.GetType().Name, "no message of a hotline"),
        };
}
