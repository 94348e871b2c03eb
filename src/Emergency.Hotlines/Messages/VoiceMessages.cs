using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Emergency.Hotlines.Messages;

/// <summary>What we ask of a voice gateway: ring this phone and say this, until somebody answers or the time is over. No name, nothing of what has happened.</summary>
public sealed record CallRequested(string CallId, string Phone, string Text, DateTimeOffset AnswerBefore);

/// <summary>What the gateway says of a call. <paramref name="Cause"/> where nobody answered: no-answer, busy, off, unknown-number.</summary>
public sealed record CallOutcome(string CallId, bool Answered, string? Cause);

/// <summary>Messages to and from a voice gateway, in the form of all others: {id, type, source, time, data}.</summary>
public static class VoiceMessages
{
    public const string Requested = "call.requested",
        Answered = "call.answered",
        Failed = "call.failed";
    public const int LongestText = 100;
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The bytes to sign and send.</summary>
    public static byte[] Write(string id, string source, DateTimeOffset time, CallRequested requested) =>
        Write(id, Requested, source, time, requested);

    public static byte[] Write(string id, string source, DateTimeOffset time, CallOutcome outcome) =>
        Write(
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

    /// <summary>What the gateway said; null where the body is none of its messages.</summary>
    public static CallOutcome? ReadOutcome(ReadOnlyMemory<byte> body) =>
        Read(body) is ({ } type and (Answered or Failed), { } data) && Text(data, "callId") is { } call
            ? new(call, type == Answered, type == Failed ? Text(data, "cause") ?? "no-answer" : null)
            : null;

    /// <summary>What we ask; null where the body is no request for a call.</summary>
    public static CallRequested? ReadRequest(ReadOnlyMemory<byte> body) =>
        Read(body) is (Requested, { } data)
        && Text(data, "callId") is { } call
        && Text(data, "phone") is { } phone
        && data.TryGetProperty("answerBefore", out var before)
        && before.ValueKind == JsonValueKind.String
        && before.TryGetDateTimeOffset(out var until)
            ? new(call, phone, Text(data, "text") ?? "", until)
            : null;

    private static byte[] Write(string id, string type, string source, DateTimeOffset time, object data) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                type,
                source,
                time = time.ToUniversalTime(),
                data,
            },
            Options
        );

    private static (string? Type, JsonElement? Data) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(body.Span, Options);
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("data", out var data)
                && data.ValueKind == JsonValueKind.Object
                ? (Text(root, "type"), data)
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= LongestText } text
            ? text
            : null;
}
