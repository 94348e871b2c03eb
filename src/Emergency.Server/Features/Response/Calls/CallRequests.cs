using Emergency.Domain.Calls;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Calls;

/// <summary>A call by hand: somebody dialled or used a radio, and a living person answered.</summary>
/// <param name="Attempt">Number of the ring; the last one where it is left out.</param>
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

/// <summary>A call by hand in vain: nobody answered, and the next person is called at once.</summary>
/// <param name="Attempt">Number of the ring; the last one where it is left out.</param>
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

/// <summary>Passes a call on: the rung person cannot come.</summary>
/// <param name="Attempt">Number of the ring; for one that is over already nobody else is rung.</param>
internal sealed record PassedOn(int? Attempt)
{
    public const string Cause = "passed-on";

    public static IReadOnlyList<string> Faults(PassedOn? body) => [.. Checks.Need(body?.Attempt is >= 1, "$.attempt: from 1")];
}

/// <summary>A driver who has set out to somebody who cannot be woken by telephone.</summary>
/// <param name="Minutes">Minutes until arrival, 1 to 600; left out where nobody knows.</param>
internal sealed record SetOut(int? Minutes)
{
    public static IReadOnlyList<string> Faults(SetOut? body) =>
        [.. Checks.Need(body?.Minutes is null or (>= 1 and <= 600), "$.minutes: 1 to 600")];
}

/// <summary>A way by which the village was warned.</summary>
/// <param name="Works">False where it was tried in vain; true where it is left out.</param>
/// <param name="Doors">Number of doors knocked at, of <paramref name="Of"/>.</param>
internal sealed record NewProof(ProofKind? Kind, bool? Works, int? Doors, int? Of)
{
    public static IReadOnlyList<string> Faults(NewProof? body) =>
        [.. Checks.Need(body?.Kind is not null, "$.kind: loudspeaker, gong or doors")];
}

/// <summary>Text for the loudspeakers.</summary>
internal sealed record NewBroadcast(string? Text)
{
    public static IEnumerable<string> Faults(NewBroadcast? body) => Checks.Text(body?.Text, "$.text", Call.LongestBroadcast, needed: true);
}

/// <param name="Exists">True when a platform for loudspeakers is connected.</param>
/// <param name="Longest">Most characters of a text.</param>
internal sealed record LoudspeakersShown(bool Exists, int Longest);
