using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>
/// Allowed content of a place in a scenario file. The parser checks by it and the published JSON Schema is generated from it, so that they
/// cannot disagree.
/// </summary>
internal abstract partial record Shape
{
    /// <summary>Hint for authors of a file, shown by the editor.</summary>
    public string Hint { get; init; } = "";

    public JsonObject Schema()
    {
        var schema = Describe();
        if (Hint.Length > 0)
            schema["description"] = Hint;
        return schema;
    }

    protected abstract JsonObject Describe();

    /// <summary>Reports each mistake at this place and below.</summary>
    public abstract void Check(JsonNode? value, string path, Tell tell);

    public delegate void Tell(MistakeKind kind, string path, params ReadOnlySpan<string> arguments);

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("^[0-9]{1,4}(s|m|h)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Durations();

    [GeneratedRegex("^(?!0+[smh])[0-9]{1,4}(s|m|h)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spans();

    [GeneratedRegex("^([01][0-9]|2[0-3]):[0-5][0-9]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hours();

    private static string? TextOf(JsonNode? value) =>
        value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : null;

    public sealed record Text(int Longest) : Shape
    {
        protected override JsonObject Describe() =>
            new()
            {
                ["type"] = "string",
                ["minLength"] = 1,
                ["maxLength"] = Longest,
            };

        public override void Check(JsonNode? value, string path, Tell tell)
        {
            if (TextOf(value) is not { } text)
                tell(MistakeKind.WrongType, path, "text");
            else if (text.Length == 0 || text.EnumerateRunes().Count() > Longest)
                tell(MistakeKind.TextLength, path, $"{Longest}");
            else if (Personal.In(text) is var (kind, found))
                tell(kind, path, found);
        }
    }

    /// <summary>A text of a fixed form. A span is a duration of more than zero.</summary>
    public sealed record Form(string Pattern, MistakeKind Kind) : Shape
    {
        public static readonly Form Id = new(Ids().ToString(), MistakeKind.BadId),
            Duration = new(Durations().ToString(), MistakeKind.BadDuration),
            Span = new(Spans().ToString(), MistakeKind.NoTime),
            Hour = new(Hours().ToString(), MistakeKind.BadHour);

        protected override JsonObject Describe() => new() { ["type"] = "string", ["pattern"] = Pattern };

        public override void Check(JsonNode? value, string path, Tell tell)
        {
            if (TextOf(value) is not { } text)
                tell(MistakeKind.WrongType, path, "text");
            else if (
                text.EndsWith('\n')
                || !(
                    Kind switch
                    {
                        MistakeKind.BadId => Ids(),
                        MistakeKind.BadDuration => Durations(),
                        MistakeKind.NoTime => Spans(),
                        _ => Hours(),
                    }
                ).IsMatch(text)
            )
                tell(Kind == MistakeKind.NoTime && !Durations().IsMatch(text) ? MistakeKind.BadDuration : Kind, path, text);
        }
    }

    public sealed record Choice(IReadOnlyList<string> Words) : Shape
    {
        public static Choice Of<T>(params T[] without)
            where T : struct, Enum =>
            new([.. Enum.GetValues<T>().Except(without).Select(one => JsonNamingPolicy.KebabCaseLower.ConvertName(one.ToString()))]);

        protected override JsonObject Describe() =>
            new() { ["type"] = "string", ["enum"] = new JsonArray([.. Words.Select(word => JsonValue.Create(word))]) };

        public override void Check(JsonNode? value, string path, Tell tell)
        {
            if (TextOf(value) is not { } text)
                tell(MistakeKind.WrongType, path, "text");
            else if (!Words.Contains(text, StringComparer.Ordinal))
                tell(MistakeKind.NotAChoice, path, text, string.Join(", ", Words));
        }
    }

    public sealed record Number(double Least, double Most, bool Whole) : Shape
    {
        protected override JsonObject Describe() =>
            new()
            {
                ["type"] = Whole ? "integer" : "number",
                ["minimum"] = Least,
                ["maximum"] = Most,
            };

        public override void Check(JsonNode? value, string path, Tell tell)
        {
            if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.Number)
            {
                tell(MistakeKind.WrongType, path, "number");
                return;
            }
            var number = scalar.TryGetValue<long>(out var whole) ? whole : scalar.GetValue<double>();
            if (Whole && number != Math.Floor(number))
                tell(MistakeKind.WrongType, path, "whole");
            else if (number < Least || number > Most)
                tell(
                    MistakeKind.OutOfRange,
                    path,
                    string.Create(CultureInfo.InvariantCulture, $"{Least}"),
                    string.Create(CultureInfo.InvariantCulture, $"{Most}")
                );
        }
    }

    public sealed record Several(Shape Item, int Least, int Most) : Shape
    {
        protected override JsonObject Describe() =>
            new()
            {
                ["type"] = "array",
                ["items"] = Item.Schema(),
                ["minItems"] = Least,
                ["maxItems"] = Most,
            };

        public override void Check(JsonNode? value, string path, Tell tell)
        {
            if (value is not JsonArray list)
            {
                tell(MistakeKind.WrongType, path, "list");
                return;
            }
            if (list.Count < Least)
                tell(MistakeKind.TooFew, path, $"{Least}");
            if (list.Count > Most)
            {
                tell(MistakeKind.TooMany, path, $"{Most}");
                return;
            }
            for (var i = 0; i < list.Count; i++)
                Item.Check(list[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), tell);
        }
    }

    /// <summary>Maps a path to the expected value: a text, number or boolean, or a list of them.</summary>
    public sealed record Matches : Shape
    {
        private static JsonObject Scalar() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

        protected override JsonObject Describe() =>
            new()
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["maxProperties"] = 20,
                ["additionalProperties"] = new JsonObject
                {
                    ["oneOf"] = new JsonArray(
                        Scalar(),
                        new JsonObject
                        {
                            ["type"] = "array",
                            ["items"] = Scalar(),
                            ["minItems"] = 1,
                            ["maxItems"] = 50,
                        }
                    ),
                },
            };

        public override void Check(JsonNode? value, string path, Tell tell)
        {
            if (value is not JsonObject fields)
            {
                tell(MistakeKind.WrongType, path, "fields");
                return;
            }
            if (fields.Count == 0)
                tell(MistakeKind.TooFew, path, "1");
            if (fields.Count > 20)
            {
                tell(MistakeKind.TooMany, path, "20");
                return;
            }
            foreach (var (name, one) in fields)
            {
                var at = $"{path}.{name}";
                if (one is JsonArray { Count: 0 })
                    tell(MistakeKind.TooFew, at, "1");
                else if (one is JsonArray { Count: > 50 })
                    tell(MistakeKind.TooMany, at, "50");
                else if (!(one is JsonValue || one is JsonArray list && list.All(item => item is JsonValue)))
                    tell(MistakeKind.WrongType, at, "text");
            }
        }
    }

    /// <param name="OneOf">Names of which exactly one must be present; empty where there is no such rule.</param>
    public sealed record Fields(IReadOnlyList<(string Name, Shape Shape, bool Needed)> All, params IReadOnlyList<string> OneOf) : Shape
    {
        protected override JsonObject Describe()
        {
            var schema = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["properties"] = new JsonObject(All.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Shape.Schema()))),
            };
            if (All.Any(field => field.Needed))
                schema["required"] = new JsonArray([.. All.Where(field => field.Needed).Select(field => JsonValue.Create(field.Name))]);
            if (OneOf.Count > 0)
                schema["oneOf"] = new JsonArray([.. OneOf.Select(name => new JsonObject { ["required"] = new JsonArray(name) })]);
            return schema;
        }

        public override void Check(JsonNode? value, string path, Tell tell)
        {
            if (value is not JsonObject fields)
            {
                tell(MistakeKind.WrongType, path, "fields");
                return;
            }
            foreach (var (name, one) in fields)
            {
                if (All.FirstOrDefault(field => field.Name == name).Shape is { } shape)
                    shape.Check(one, Inside(path, name), tell);
                else
                    tell(MistakeKind.UnknownField, Inside(path, name), name, string.Join(", ", All.Select(field => field.Name)));
            }
            foreach (var field in All.Where(field => field.Needed && !fields.ContainsKey(field.Name)))
                tell(MistakeKind.MissingField, path, field.Name);
            if (OneOf.Count > 0 && OneOf.Count(fields.ContainsKey) != 1)
                tell(MistakeKind.ExactlyOne, path, string.Join(", ", OneOf));
        }

        internal static string Inside(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
    }
}
