using static Emergency.Hotlines.Messages.GatewayMessage;

namespace Emergency.Hotlines.Messages;

/// <summary>Request to the county's platform for loudspeakers (应急广播): play this text over all loudspeakers of a division.</summary>
/// <param name="Division">Code of a community or village, 12 digits.</param>
/// <param name="Times">Number of times it is played, one after the other.</param>
/// <param name="PlayBefore">Not begun by then, it must not be played any more.</param>
public sealed record BroadcastRequested(string BroadcastId, string Division, string Text, int Times, DateTimeOffset PlayBefore);

/// <summary>
/// Result of a broadcast from the platform. <paramref name="Cause"/> where it was not heard: no-power, offline, no-loudspeaker.
/// </summary>
public sealed record BroadcastOutcome(string BroadcastId, bool Played, string? Cause);

/// <summary>Messages to and from the platform for loudspeakers, in the form of all others: {id, type, source, time, data}.</summary>
public static class LoudspeakerMessages
{
    public const string Requested = "broadcast.requested",
        Played = "broadcast.played",
        Failed = "broadcast.failed";
    public const int LongestText = 300,
        LongestId = 100,
        MostTimes = 10;
    private const string Usual = "not-played";

    /// <summary>The bytes to sign and send.</summary>
    public static byte[] Write(string id, string source, DateTimeOffset time, BroadcastRequested requested) =>
        GatewayMessage.Write(id, Requested, source, time, requested);

    public static byte[] Write(string id, string source, DateTimeOffset time, BroadcastOutcome outcome) =>
        GatewayMessage.Write(
            id,
            outcome.Played ? Played : Failed,
            source,
            time,
            new
            {
                outcome.BroadcastId,
                outcome.Cause,
                At = time,
            }
        );

    /// <summary>The platform's result; null where the body is none of its messages.</summary>
    public static BroadcastOutcome? ReadOutcome(ReadOnlyMemory<byte> body) =>
        Read(body) is ({ } type and (Played or Failed), { } data) && Text(data, "broadcastId", LongestId) is { } broadcast
            ? new(broadcast, type == Played, type == Failed ? Text(data, "cause", LongestId) ?? Usual : null)
            : null;

    /// <summary>The request in a body; null where the body is no request for a broadcast.</summary>
    public static BroadcastRequested? ReadRequest(ReadOnlyMemory<byte> body) =>
        Read(body) is (Requested, { } data)
        && Text(data, "broadcastId", LongestId) is { } broadcast
        && Text(data, "division", LongestId) is { } division
        && Text(data, "text", LongestText) is { } text
        && data.TryGetProperty("times", out var many)
        && many.TryGetInt32(out var times)
        && times is >= 1 and <= MostTimes
        && Time(data, "playBefore") is { } until
            ? new(broadcast, division, text, times, until)
            : null;
}
