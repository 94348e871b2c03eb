using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Emergency.Testing;

/// <summary>
/// A JSON schema of an API description, with the keywords that description uses. Stricter than JSON schema: a member that is not described
/// is a fault too, and so is a keyword this class does not know.
/// </summary>
internal sealed class Shape
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "$ref",
            "type",
            "description",
            "format",
            "properties",
            "required",
            "oneOf",
            "anyOf",
            "items",
            "enum",
            "default",
            "discriminator",
            "pattern",
            "x-codes",
        ],
        StringComparer.Ordinal
    );
    private readonly FrozenSet<string>? _types;
    private readonly FrozenSet<string>? _values;
    private readonly FrozenDictionary<string, Shape>? _members;
    private readonly string[] _required = [];
    private readonly Shape? _items;
    private readonly Shape[]? _either;
    private readonly Lazy<Shape>? _other;
    private readonly string? _format;
    private readonly Regex? _pattern;

    /// <param name="schema">The schema.</param>
    /// <param name="named">Gives the schema that a reference names.</param>
    public Shape(JsonElement schema, Func<string, Shape> named)
    {
        if (schema.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Known.Contains(name)) is { } unknown)
            throw new NotSupportedException($"keyword {unknown} in the API description");
        if (schema.TryGetProperty("$ref", out var other))
            _other = new(() => named(other.GetString()!));
        if (schema.TryGetProperty("type", out var type))
            _types = (type.ValueKind == JsonValueKind.Array ? Texts(type) : [type.GetString()!]).ToFrozenSet(StringComparer.Ordinal);
        if (schema.TryGetProperty("enum", out var values))
            _values = values.EnumerateArray().Select(value => value.GetRawText()).ToFrozenSet(StringComparer.Ordinal);
        if (schema.TryGetProperty("properties", out var members))
            _members = members
                .EnumerateObject()
                .ToFrozenDictionary(member => member.Name, member => new Shape(member.Value, named), StringComparer.Ordinal);
        if (schema.TryGetProperty("required", out var required))
            _required = [.. Texts(required)];
        if (schema.TryGetProperty("items", out var items))
            _items = new(items, named);
        if (schema.TryGetProperty("oneOf", out var either) || schema.TryGetProperty("anyOf", out either))
            _either = [.. either.EnumerateArray().Select(one => new Shape(one, named))];
        if (schema.TryGetProperty("format", out var format))
            _format = format.GetString();
        if (schema.TryGetProperty("pattern", out var pattern))
            _pattern = new(pattern.GetString()!, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(text => text.GetString()!);

    /// <summary>The first fault of a value, with its path; null where all is as described.</summary>
    public string? Fault(JsonElement value, string at)
    {
        if (_other is not null)
            return _other.Value.Fault(value, at);
        if (_types is not null && !Types(value).Any(_types.Contains))
            return $"{at} is {value.ValueKind}, described as {string.Join(" or ", _types)}";
        if (_values is not null && !_values.Contains(value.GetRawText()))
            return $"{at} is {value.GetRawText()}, none of the values that are described";
        if (_either is not null && Either(value, at) is { } no)
            return no;
        return value.ValueKind switch
        {
            JsonValueKind.Object => Members(value, at),
            JsonValueKind.Array when _items is not null => value
                .EnumerateArray()
                .Select((item, n) => _items.Fault(item, $"{at}[{n}]"))
                .FirstOrDefault(fault => fault is not null),
            JsonValueKind.String or JsonValueKind.Number when !Formatted(value) =>
                $"{at} is {value.GetRawText()}, described as {_format ?? "a pattern"}",
            _ => null,
        };
    }

    private static string[] Types(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => ["object"],
            JsonValueKind.Array => ["array"],
            JsonValueKind.String => ["string"],
            JsonValueKind.True or JsonValueKind.False => ["boolean"],
            JsonValueKind.Number => value.TryGetInt64(out _) ? ["integer", "number"] : ["number"],
            _ => ["null"],
        };

    private string? Either(JsonElement value, string at)
    {
        var faults = _either!.Select(one => one.Fault(value, at)).ToList();
        // "Null or something", in this order: a fault of the something says more than "not null".
        return faults.Exists(fault => fault is null) ? null : faults[^1];
    }

    private string? Members(JsonElement value, string at)
    {
        if (_required.FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing)
            return $"{at}.{missing} is missing";
        // The alternatives have checked the members already; a schema with neither members nor type allows any.
        if (_either is not null || (_members is null && _types is null))
            return null;
        foreach (var member in value.EnumerateObject())
            if (_members is null || !_members.TryGetValue(member.Name, out var shape))
                return $"{at}.{member.Name} is not described";
            else if (shape.Fault(member.Value, $"{at}.{member.Name}") is { } fault)
                return fault;
        return null;
    }

    private bool Formatted(JsonElement value) =>
        (_pattern is null || _pattern.IsMatch(value.GetString() ?? ""))
        && _format switch
        {
            null or "double" or "int64" or "binary" => true,
            "int32" => value.TryGetInt32(out _),
            "uuid" => value.TryGetGuid(out _),
            "date-time" => value.TryGetDateTimeOffset(out _),
            "date" => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "time" => TimeOnly.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _),
            _ => throw new NotSupportedException($"format {_format} in the API description"),
        };
}
