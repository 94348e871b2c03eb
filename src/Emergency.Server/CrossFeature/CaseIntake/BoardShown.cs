using Emergency.Domain.Handovers;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;

namespace Emergency.Server.CrossFeature.CaseIntake;

/// <summary>The lines, and what waits for them.</summary>
internal sealed record BoardShown(IReadOnlyList<LineShown> Lines, IReadOnlyList<WaitingShown> Waiting, long Position);

/// <summary>One line.</summary>
/// <param name="Since">How long it has been as it is.</param>
/// <param name="Heard">When a message of it was taken the last time; null: never.</param>
/// <param name="Delivered">When it took one of ours the last time; null: never.</param>
/// <param name="Oldest">When the oldest that waits was offered.</param>
/// <param name="Refused">How many of those that wait the other side refuses.</param>
/// <param name="ReplacedUntil">A secret that was replaced is taken until then.</param>
internal sealed record LineShown(
    string Hotline,
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
/// <param name="Refusal">The status the other side refuses it with, and since when; null where it could not be brought there.</param>
/// <param name="RetriedAt">When somebody had it sent once more the last time.</param>
/// <param name="Where">Community or county it was offered for.</param>
internal sealed record WaitingShown(HandoverLight Handover, HandoverRefusal? Refusal, DateTimeOffset? RetriedAt, string? Where);
