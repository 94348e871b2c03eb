using Emergency.Domain.Handovers;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;

namespace Emergency.Server.CrossFeature.CaseIntake;

/// <summary>The lines, and what waits for them.</summary>
/// <param name="Messages">The newest messages as this node saw them since it started, the newest first.</param>
internal sealed record BoardShown(
    IReadOnlyList<LineShown> Lines,
    IReadOnlyList<WaitingShown> Waiting,
    IReadOnlyList<LineMessageShown> Messages,
    long Position
);

/// <summary>One line.</summary>
/// <param name="Line">What it is called in addresses.</param>
/// <param name="Name">Who is at the other end; null where the settings name it.</param>
/// <param name="Since">How long it has been as it is.</param>
/// <param name="Heard">When a message of it was taken the last time; null: never.</param>
/// <param name="Delivered">When it took one of ours the last time; null: never.</param>
/// <param name="Oldest">When the oldest that waits was offered.</param>
/// <param name="Refused">How many of those that wait the other side refuses.</param>
/// <param name="ReplacedUntil">A secret that was replaced is taken until then.</param>
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

/// <summary>One hand-over that has not left yet.</summary>
/// <param name="Line">The line it waits for, as it is called in addresses.</param>
/// <param name="Refusal">The status the other side refuses it with, and since when; null where it could not be brought there.</param>
/// <param name="RetriedAt">When somebody had it sent once more the last time.</param>
/// <param name="Where">Community or county it was offered for.</param>
internal sealed record WaitingShown(
    HandoverLight Handover,
    string Line,
    HandoverRefusal? Refusal,
    DateTimeOffset? RetriedAt,
    string? Where
);

/// <summary>One message over a line, without what it says.</summary>
/// <param name="Ours">Sent by us.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Milliseconds">Until it was answered.</param>
/// <param name="Message">Its webhook-id; null where it had none that could be shown.</param>
/// <param name="Type">case.created …; null where it could not be read.</param>
/// <param name="Status">What was answered; null where nothing was.</param>
/// <param name="Again">Taken before: it changed nothing.</param>
/// <param name="Says">Why we refused it, a sentence.</param>
/// <param name="Times">How often it came or was sent with this end.</param>
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
