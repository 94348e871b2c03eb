using Emergency.Domain.Calls;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Calls;

/// <summary>Somebody dialled or used a radio, and a living person answered.</summary>
/// <param name="Attempt">Which ring; the last one where it is left out.</param>
/// <param name="Means">telephone (where it is left out), radio or satellite.</param>
internal sealed record HeardByHand(int? Attempt, CallMeans? Means)
{
    public static IReadOnlyList<string> Faults(HeardByHand? body) =>
        [
            .. Checks.Need(body?.Attempt is null or >= 1, "$.attempt: from 1"),
            .. Checks.Need(
                body?.Means is null or CallMeans.Telephone or CallMeans.Radio or CallMeans.Satellite,
                "$.means: telephone, radio or satellite"
            ),
        ];
}

/// <summary>Somebody dialled and nobody answered: the next one is called at once.</summary>
/// <param name="Attempt">Which ring; the last one where it is left out.</param>
/// <param name="Cause">no-answer (where it is left out), busy, off or no-phone.</param>
internal sealed record NotHeard(int? Attempt, string? Cause)
{
    public const string Usual = "no-answer";
    private static readonly string[] Causes = [Usual, "busy", "off", "no-phone"];

    public static IReadOnlyList<string> Faults(NotHeard? body) =>
        [
            .. Checks.Need(body?.Attempt is null or >= 1, "$.attempt: from 1"),
            .. Checks.Need(
                body?.Cause is null || Causes.Contains(body.Cause, StringComparer.Ordinal),
                $"$.cause: {string.Join(", ", Causes)}"
            ),
        ];
}

/// <summary>Who is rung hands the call on.</summary>
/// <param name="Attempt">Which ring; one that is over already rings nobody else.</param>
internal sealed record PassedOn(int? Attempt)
{
    public const string Cause = "passed-on";

    public static IReadOnlyList<string> Faults(PassedOn? body) => [.. Checks.Need(body?.Attempt is >= 1, "$.attempt: from 1")];
}

/// <summary>Somebody has set out for whom nobody can wake by telephone.</summary>
/// <param name="Minutes">There in so many minutes, 1 to 600; left out where nobody knows.</param>
internal sealed record SetOut(int? Minutes)
{
    public static IReadOnlyList<string> Faults(SetOut? body) =>
        [.. Checks.Need(body?.Minutes is null or (>= 1 and <= 600), "$.minutes: 1 to 600")];
}

/// <summary>How the village was warned.</summary>
/// <param name="Works">False where it was tried in vain. True where it is left out.</param>
/// <param name="Doors">For doors: knocked at so many, of <paramref name="Of"/>.</param>
internal sealed record NewProof(ProofKind? Kind, bool? Works, int? Doors, int? Of)
{
    public static IReadOnlyList<string> Faults(NewProof? body) =>
        [.. Checks.Need(body?.Kind is not null, "$.kind: loudspeaker, gong or doors")];
}

/// <summary>What the loudspeakers say.</summary>
internal sealed record NewBroadcast(string? Text)
{
    public static IEnumerable<string> Faults(NewBroadcast? body) => Checks.Text(body?.Text, "$.text", Call.LongestBroadcast, needed: true);
}

/// <param name="Exists">Whether a platform for loudspeakers is connected.</param>
/// <param name="Longest">Most characters of a text.</param>
internal sealed record LoudspeakersShown(bool Exists, int Longest);
