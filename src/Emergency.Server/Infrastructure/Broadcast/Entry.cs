using System.Buffers;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>One change of one group as it goes over the wire, serialised once, when somebody first wants it.</summary>
/// <param name="heard">Timestamp of the clock when it came.</param>
/// <param name="passing">Not of the journal: where a team stands. It has the position of the moment it came.</param>
internal sealed class Entry(string group, Position at, Change change, long heard, bool passing)
{
    private byte[]? _bytes;

    public string Group => group;
    public Position At => at;
    public string View => change.View;
    public string Key => change.Key;
    public long Heard => heard;
    public bool Passing => passing;
    public bool Gone => change.Value is null;
    public ReadOnlyMemory<byte> Bytes => _bytes ??= Serialise(group, at, change);

    /// <summary>Whether a client that knows the group up to a position lacks this.</summary>
    public bool After(Position since) => passing ? at >= since : at > since;

    private static byte[] Serialise(string group, Position at, Change change)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("group", group);
            writer.WriteNumber("position", at.Value);
            writer.WriteString("view", change.View);
            writer.WriteString("key", change.Key);
            writer.WritePropertyName("value");
            if (change.Value is null)
                writer.WriteNullValue();
            else
                JsonSerializer.Serialize(writer, change.Value, change.Value.GetType(), Json.Options);
            writer.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }
}
