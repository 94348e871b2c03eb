using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emergency.Server.Infrastructure.Broadcast;

/// <summary>JSON objects that were serialised before, written as an array without looking at them again.</summary>
[JsonConverter(typeof(Writer))]
internal sealed class Raw(IReadOnlyList<ReadOnlyMemory<byte>> items)
{
    public IReadOnlyList<ReadOnlyMemory<byte>> Items => items;

    private sealed class Writer : JsonConverter<Raw>
    {
        public override Raw Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("nobody sends this to the server");

        public override void Write(Utf8JsonWriter writer, Raw value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value.Items)
                writer.WriteRawValue(item.Span, skipInputValidation: true);
            writer.WriteEndArray();
        }
    }
}
