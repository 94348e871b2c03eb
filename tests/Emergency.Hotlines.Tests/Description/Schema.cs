using System.Text.Json;
using System.Text.Json.Nodes;

namespace Emergency.Hotlines.Tests.Description;

/// <summary>The part of JSON Schema that our schemas use.</summary>
internal static class Schema
{
    public static IEnumerable<string> Faults(JsonObject schema, JsonNode? value, string path = "$")
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        if (schema["const"] is { } only && !JsonNode.DeepEquals(only, value))
            yield return $"{path}: not {only}";
        if (schema["type"] is { } type && !Types(type).Any(name => Fits(name, value, kind)))
            yield return $"{path}: {kind}";
        if (schema["enum"] is JsonArray codes && !codes.Any(code => JsonNode.DeepEquals(code, value)))
            yield return $"{path}: no code";
        if (
            kind == JsonValueKind.String
            && schema["maxLength"] is { } longest
            && value!.GetValue<string>().Length > longest.GetValue<int>()
        )
            yield return $"{path}: too long";
        if (kind == JsonValueKind.Number && schema["maximum"] is { } most && value!.GetValue<double>() > most.GetValue<int>())
            yield return $"{path}: too high";
        if (value is not JsonObject holder || schema["properties"] is not JsonObject properties)
            yield break;
        foreach (var name in schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).Where(name => holder[name] is null))
            yield return $"{path}.{name}: missing";
        foreach (var (name, inner) in properties)
            if (holder.ContainsKey(name))
                foreach (var fault in Faults(inner!.AsObject(), holder[name], $"{path}.{name}"))
                    yield return fault;
    }

    private static IEnumerable<string> Types(JsonNode type) =>
        type is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool Fits(string name, JsonNode? value, JsonValueKind kind) =>
        name switch
        {
            "null" => kind == JsonValueKind.Null,
            "integer" => kind == JsonValueKind.Number && value!.GetValue<double>() % 1 == 0,
            "number" => kind == JsonValueKind.Number,
            "string" => kind == JsonValueKind.String,
            "object" => kind == JsonValueKind.Object,
            _ => throw new NotSupportedException(name),
        };
}
