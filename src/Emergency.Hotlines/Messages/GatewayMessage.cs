using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Emergency.Hotlines.Messages;

/// <summary>Envelope of every message to and from a gateway: {id, type, source, time, data}.</summary>
internal static class GatewayMessage
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The bytes to sign and send.</summary>
    public static byte[] Write(string id, string type, string source, DateTimeOffset time, object data) =>
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

    /// <summary>Type and data; neither where the body is no such message.</summary>
    public static (string? Type, JsonElement? Data) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonSerializer.Deserialize<JsonElement>(body.Span, Options);
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("data", out var data)
                && data.ValueKind == JsonValueKind.Object
                ? (Text(root, "type", VoiceMessages.LongestText), data)
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    /// <summary>The text of a member; null where it is no text, empty, or longer than <paramref name="longest"/>.</summary>
    public static string? Text(JsonElement holder, string name, int longest) =>
        holder.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
        && text.Length <= longest
            ? text
            : null;

    /// <summary>The time of a member; null where it is none.</summary>
    public static DateTimeOffset? Time(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time)
            ? time
            : null;
}
