using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>
/// The answer to a join: the group's state at a position, or the changes missed since the position that the client named. Later changes
/// follow.
/// </summary>
[JsonConverter(typeof(Writer))]
internal sealed class Joined(string group, long position, Raw? snapshot, Raw? missed, Action written)
{
    private sealed class Writer : JsonConverter<Joined>
    {
        public override Joined Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("nobody sends this to the server");

        public override void Write(Utf8JsonWriter writer, Joined value, JsonSerializerOptions options) => value.Write(writer, options);
    }

    // This runs while the connection is locked for writing: messages released here cannot overtake the answer, so no client ever puts an
    // old snapshot over a newer change.
    private void Write(Utf8JsonWriter writer, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("group", group);
        writer.WriteNumber("position", position);
        if (snapshot is not null)
            Part(writer, "snapshot", snapshot, options);
        if (missed is not null)
            Part(writer, "missed", missed, options);
        writer.WriteEndObject();
        written();
    }

    private static void Part(Utf8JsonWriter writer, string name, Raw part, JsonSerializerOptions options)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, part, options);
    }
}
