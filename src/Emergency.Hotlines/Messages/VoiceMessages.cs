using static Emergency.Hotlines.Messages.GatewayMessage;

namespace Emergency.Hotlines.Messages;

/// <summary>
/// Request to a gateway: ring this phone and say this, or send it this text, until somebody answers or the time is over. No name, nothing
/// of what has happened.
/// </summary>
public sealed record CallRequested(string CallId, string Phone, string Text, DateTimeOffset AnswerBefore);

/// <summary>
/// Result of a call from the gateway. <paramref name="Cause"/> where nobody answered: no-answer, busy, off, unknown-number.
/// </summary>
public sealed record CallOutcome(string CallId, bool Answered, string? Cause);

/// <summary>Result of a text from the gateway. <paramref name="Cause"/> where it could not be sent: off, unknown-number, blocked.</summary>
public sealed record TextOutcome(string CallId, TextState State, string? Cause);

/// <summary>
/// State of a text: on the phone, as the network reports, which is no proof that anybody has read it; answered by somebody who has the
/// phone; not deliverable.
/// </summary>
public enum TextState
{
    Delivered,
    Answered,
    Failed,
}

/// <summary>Messages to and from the gateway for voice and texts, in the form of all others: {id, type, source, time, data}.</summary>
public static class VoiceMessages
{
    public const string Requested = "call.requested",
        Answered = "call.answered",
        Failed = "call.failed",
        TextRequested = "text.requested",
        TextDelivered = "text.delivered",
        TextAnswered = "text.answered",
        TextFailed = "text.failed";
    public const int LongestText = 100;

    /// <summary>Characters of a text to a phone: one that is longer goes, and is paid for, as two.</summary>
    public const int LongestSms = 70;

    /// <summary>The bytes to sign and send.</summary>
    public static byte[] Write(string id, string source, DateTimeOffset time, CallRequested requested) =>
        GatewayMessage.Write(id, Requested, source, time, requested);

    /// <summary>The bytes of a request to send a text.</summary>
    public static byte[] WriteText(string id, string source, DateTimeOffset time, CallRequested requested) =>
        GatewayMessage.Write(id, TextRequested, source, time, requested);

    public static byte[] Write(string id, string source, DateTimeOffset time, TextOutcome outcome) =>
        GatewayMessage.Write(
            id,
            TypeOf(outcome.State),
            source,
            time,
            new
            {
                outcome.CallId,
                outcome.Cause,
                At = time,
            }
        );

    public static byte[] Write(string id, string source, DateTimeOffset time, CallOutcome outcome) =>
        GatewayMessage.Write(
            id,
            outcome.Answered ? Answered : Failed,
            source,
            time,
            new
            {
                outcome.CallId,
                outcome.Cause,
                At = time,
            }
        );

    /// <summary>The gateway's result of a call; null where the body is none of its messages.</summary>
    public static CallOutcome? ReadOutcome(ReadOnlyMemory<byte> body) =>
        Read(body) is ({ } type and (Answered or Failed), { } data) && Text(data, "callId", LongestText) is { } call
            ? new(call, type == Answered, type == Failed ? Text(data, "cause", LongestText) ?? "no-answer" : null)
            : null;

    /// <summary>The gateway's result of a text; null where the body holds none.</summary>
    public static TextOutcome? ReadText(ReadOnlyMemory<byte> body) =>
        Read(body) is ({ } type and (TextDelivered or TextAnswered or TextFailed), { } data)
        && Text(data, "callId", LongestText) is { } call
            ? new(
                call,
                type switch
                {
                    TextDelivered => TextState.Delivered,
                    TextAnswered => TextState.Answered,
                    _ => TextState.Failed,
                },
                type == TextFailed ? Text(data, "cause", LongestText) ?? "not-sent" : null
            )
            : null;

    private static string TypeOf(TextState state) =>
        state switch
        {
            TextState.Delivered => TextDelivered,
            TextState.Answered => TextAnswered,
            _ => TextFailed,
        };

    /// <summary>The request in a body; null where the body is no request for a call.</summary>
    public static CallRequested? ReadRequest(ReadOnlyMemory<byte> body) => ReadRequest(body, Requested);

    /// <summary>The request in a body; null where the body is no request for a text.</summary>
    public static CallRequested? ReadTextRequest(ReadOnlyMemory<byte> body) => ReadRequest(body, TextRequested);

    private static CallRequested? ReadRequest(ReadOnlyMemory<byte> body, string type) =>
        Read(body) is ({ } asked, { } data)
        && asked == type
        && Text(data, "callId", LongestText) is { } call
        && Text(data, "phone", LongestText) is { } phone
        && Time(data, "answerBefore") is { } until
            ? new(call, phone, Text(data, "text", LongestText) ?? "", until)
            : null;
}
