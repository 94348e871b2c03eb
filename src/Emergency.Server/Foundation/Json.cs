using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Emergency.Domain;
using Emergency.Domain.Places;

namespace Emergency.Server.Foundation;

/// <summary>
/// The one JSON setting, for stored and for sent data: camelCase, ids and sealed values as text, enumerations as kebab-case words, nulls
/// left out.
/// </summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = Make(new JsonSerializerOptions());

    /// <summary>
    /// Like <see cref="Options"/>, plus the types that only states and commands in transit have: tuples, and dictionaries with any key,
    /// written as pairs.
    /// </summary>
    internal static readonly JsonSerializerOptions States = new(Options) { IncludeFields = true, Converters = { new Dictionaries() } };

    public static JsonSerializerOptions Make(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.RespectRequiredConstructorParameters = false;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new GuidIds());
        options.Converters.Add(new Lists());
        options.Converters.Add(new Text<AccountId>(text => new(text), id => id.Key));
        options.Converters.Add(new Text<Sealed>(text => new(text), value => value.Text));
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Areas, Computed } };
        return options;
    }

    /// <summary>Path of the value in a body that did not fit its description: "$.grants[0].role".</summary>
    public static string PathOf(JsonException fault) =>
        (fault.Path ?? "$") + (fault.InnerException is JsonException { Path: not null } inner ? PathOf(inner)[1..] : "");

    private static void Areas(JsonTypeInfo info)
    {
        if (info.Type != typeof(Area))
            return;
        info.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "shape",
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(typeof(Area.Circle), "circle"));
        info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(typeof(Area.Polygons), "polygons"));
        info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(typeof(Area.Named), "named"));
    }

    /// <summary>
    /// Leaves out of the JSON all properties that a domain record computes from its own members; only constructor parameters are stored.
    /// </summary>
    private static void Computed(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.Type.Assembly != typeof(Event).Assembly)
            return;
        for (var i = info.Properties.Count - 1; i >= 0; i--)
            if (info.Properties[i].Set is null && info.Properties[i].AssociatedParameter is null)
                info.Properties.RemoveAt(i);
    }

    private sealed class Text<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Said(value));

        // Refuses a value that never had a text: it would be written as null, and nobody could read its owner again.
        private string Said(T value) => write(value) ?? throw new JsonException($"a {typeof(T).Name} without a text");

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(Said(value));
    }

    private sealed class GuidIds : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsValueType
            && typeToConvert.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGuidId<>));

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(GuidText<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class GuidText<T> : JsonConverter<T>
        where T : struct, IGuidId<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.From(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            T.From(Guid.Parse(reader.GetString()!));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Value.ToString());
    }

    private sealed class Lists : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ListOf<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ListText<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private sealed class ListText<T> : JsonConverter<ListOf<T>>
    {
        public override bool HandleNull => true;

        // Paths begin anew inside a converter, so the inner path is kept beside the outer one (see PathOf).
        public override ListOf<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return ListOf.From((IEnumerable<T>?)JsonSerializer.Deserialize<T[]>(ref reader, options) ?? []);
            }
            catch (JsonException inner) when (inner.Path is not null)
            {
                throw new JsonException(null, inner);
            }
        }

        public override void Write(Utf8JsonWriter writer, ListOf<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value ?? [])
                JsonSerializer.Serialize(writer, item, options);
            writer.WriteEndArray();
        }
    }

    private sealed class Dictionaries : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType
            && (
                typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>)
                || typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)
            );

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        {
            var converter =
                typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>)
                    ? typeof(DictionaryText<,>)
                    : typeof(SortedText<,>);
            return (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(typeToConvert.GetGenericArguments()))!;
        }
    }

    private sealed class DictionaryText<TKey, TValue> : JsonConverter<ImmutableDictionary<TKey, TValue>>
        where TKey : notnull
    {
        public override ImmutableDictionary<TKey, TValue> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => JsonSerializer.Deserialize<KeyValuePair<TKey, TValue>[]>(ref reader, options)!.ToImmutableDictionary();

        public override void Write(Utf8JsonWriter writer, ImmutableDictionary<TKey, TValue> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }

    /// <summary>Writes a sorted dictionary as pairs; text keys are in ordinal order.</summary>
    private sealed class SortedText<TKey, TValue> : JsonConverter<ImmutableSortedDictionary<TKey, TValue>>
        where TKey : notnull
    {
        private static readonly IComparer<TKey>? Order =
            typeof(TKey) == typeof(string) ? (IComparer<TKey>)(object)StringComparer.Ordinal : null;

        public override ImmutableSortedDictionary<TKey, TValue> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => JsonSerializer.Deserialize<KeyValuePair<TKey, TValue>[]>(ref reader, options)!.ToImmutableSortedDictionary(Order);

        public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<TKey, TValue> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
