using System.Buffers;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>A change of one group as it is sent over the wire; serialised once, at the first need.</summary>
/// <param name="heard">Clock timestamp at which it arrived.</param>
/// <param name="passing">True for a change that is not in the journal, such as a team's position on the map. It carries the journal
/// position of the moment it arrived.</param>
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

    /// <summary>True when a client that knows the group up to <paramref name="since"/> lacks this entry.</summary>
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
