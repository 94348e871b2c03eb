using Emergency.Domain.Handovers;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>The lines, and the hand-overs that wait for them.</summary>
/// <param name="Messages">The newest messages as this node saw them since it started, the newest first.</param>
internal sealed record BoardShown(
    IReadOnlyList<LineShown> Lines,
    IReadOnlyList<WaitingShown> Waiting,
    IReadOnlyList<LineMessageShown> Messages,
    long Position
);

/// <summary>A hotline's line.</summary>
/// <param name="Line">Name of the line in addresses.</param>
/// <param name="Name">Name of the organisation at the other end; null where the settings name it.</param>
/// <param name="Since">Time since which it is in this state.</param>
/// <param name="Heard">Time at which its last message was accepted; null: never.</param>
/// <param name="Delivered">Time at which it last accepted a message of ours; null: never.</param>
/// <param name="Oldest">Time at which the oldest waiting hand-over was offered.</param>
/// <param name="Refused">Number of waiting hand-overs that the other side refuses.</param>
/// <param name="ReplacedUntil">Time until which a replaced secret is accepted.</param>
internal sealed record LineShown(
    string Hotline,
    string Line,
    string? Name,
    Link Link,
    DateTimeOffset Since,
    DateTimeOffset? Heard,
    DateTimeOffset? Delivered,
    int Waiting,
    DateTimeOffset? Oldest,
    int Refused,
    DateTimeOffset? ReplacedUntil
);

/// <summary>A hand-over that has not left yet.</summary>
/// <param name="Line">Name in addresses of the line it waits for.</param>
/// <param name="Refusal">Status with which the other side refuses it, and since when; null where it could not be delivered.</param>
/// <param name="RetriedAt">Time at which somebody last had it sent once more.</param>
/// <param name="Where">Community or county it was offered for.</param>
internal sealed record WaitingShown(
    HandoverLight Handover,
    string Line,
    HandoverRefusal? Refusal,
    DateTimeOffset? RetriedAt,
    string? Where
);

/// <summary>A message over a line, without its content.</summary>
/// <param name="Ours">True when we sent it.</param>
/// <param name="At">Time at which it was answered.</param>
/// <param name="Milliseconds">Duration until it was answered.</param>
/// <param name="Message">Its webhook-id; null where it had none that could be shown.</param>
/// <param name="Type">Type such as case.created; null where it could not be read.</param>
/// <param name="Status">Status of the answer; null where there was none.</param>
/// <param name="Again">True when it was accepted before and changed nothing.</param>
/// <param name="Says">Reason why we refused it, a sentence.</param>
/// <param name="Times">Number of times it came or was sent with this result.</param>
internal sealed record LineMessageShown(
    string Line,
    bool Ours,
    DateTimeOffset At,
    int Milliseconds,
    string? Message,
    string? Type,
    int? Status,
    bool Again,
    string? Says,
    Guid? Incident,
    int Times
);
