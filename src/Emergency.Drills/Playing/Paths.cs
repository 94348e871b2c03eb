using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Emergency.Drills.Playing;

/// <summary>Small paths into answers: "items[0].id", "items[register=R000001].personId", "items.*.state", "count()".</summary>
public static partial class Paths
{
    public static IReadOnlyList<JsonNode?> Find(JsonNode? root, string path)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (Match part in Part().Matches(path))
        {
            var text = part.Value.TrimStart('.');
            found = text switch
            {
                "*" => found.SelectMany(node =>
                    node switch
                    {
                        JsonArray list => list,
                        JsonObject map => map.Select(pair => pair.Value),
                        _ => [],
                    }
                ),
                "count()" => found.Select(node =>
                    (JsonNode?)
                        JsonValue.Create(
                            (long)(
                                node switch
                                {
                                    JsonArray list => list.Count,
                                    JsonObject map => map.Count,
                                    _ => 0,
                                }
                            )
                        )
                ),
                _ when text.StartsWith('[') && text.Contains('=', StringComparison.Ordinal) => Filter(found, text[1..^1]),
                _ when text.StartsWith('[') => found.Select(node =>
                    node is JsonArray list && int.Parse(text[1..^1], CultureInfo.InvariantCulture) is var index && index < list.Count
                        ? list[index]
                        : null
                ),
                _ => found.Select(node => node is JsonObject map ? map[text] : null),
            };
        }
        return [.. found];
    }

    public static string? Text(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonValue value when value.TryGetValue<bool>(out var truth) => truth ? "true" : "false",
            _ => node.ToJsonString(),
        };

    /// <summary>Condition that does not hold, as a sentence; null where all hold.</summary>
    public static string? Mismatch(JsonNode? root, JsonObject? where)
    {
        foreach (var (path, wanted) in where ?? [])
            if (Fault(Find(root, path), wanted) is { } fault)
                return $"{path}: {fault}";
        return null;
    }

    private static string? Fault(IReadOnlyList<JsonNode?> found, JsonNode? wanted)
    {
        var texts = found.Select(Text).ToList();
        if (wanted is not JsonObject rule)
            return texts.Contains(Text(wanted), StringComparer.Ordinal)
                ? null
                : $"wanted {Text(wanted) ?? "nothing"}, got {string.Join(", ", texts.Select(text => text ?? "nothing").Take(12))}";
        foreach (var (name, bound) in rule)
        {
            var fault = name switch
            {
                "present" => texts.Exists(text => text is not null) == (Text(bound) == "true")
                    ? null
                    : $"present is {texts.Exists(text => text is not null)}",
                "atLeast" => texts.Exists(text => Number(text) >= Number(Text(bound)))
                    ? null
                    : $"at least {Text(bound)}, got {string.Join(", ", texts)}",
                "above" => texts.Exists(text => Number(text) > Number(Text(bound)))
                    ? null
                    : $"above {Text(bound)}, got {string.Join(", ", texts)}",
                "atMost" => texts.TrueForAll(text => Number(text) <= Number(Text(bound)))
                    ? null
                    : $"at most {Text(bound)}, got {string.Join(", ", texts)}",
                "contains" => texts.Exists(text => text?.Contains(Text(bound)!, StringComparison.Ordinal) == true)
                    ? null
                    : $"none contains {Text(bound)}: {string.Join(", ", texts.Take(12))}",
                "lacks" => texts.TrueForAll(text => text?.Contains(Text(bound)!, StringComparison.Ordinal) != true)
                    ? null
                    : $"{Text(bound)} stands in it",
                "count" => texts.Count(text => text is not null) == Number(Text(bound))
                    ? null
                    : $"{texts.Count(text => text is not null)} instead of {Text(bound)}",
                "distinct" => texts.Distinct(StringComparer.Ordinal).Count() == Number(Text(bound))
                    ? null
                    : $"{texts.Distinct(StringComparer.Ordinal).Count()} different instead of {Text(bound)}: {string.Join(", ", texts.Distinct(StringComparer.Ordinal).Take(12))}",
                _ => throw new Plays.BadPlay($"unknown rule {name}"),
            };
            if (fault is not null)
                return fault;
        }
        return null;
    }

    private static IEnumerable<JsonNode?> Filter(IEnumerable<JsonNode?> found, string rule)
    {
        var (name, value) = (
            rule[..rule.IndexOf('=', StringComparison.Ordinal)],
            rule[(rule.IndexOf('=', StringComparison.Ordinal) + 1)..]
        );
        return found.SelectMany(node => node as JsonArray ?? []).Where(item => Find(item, name).Any(found => Text(found) == value));
    }

    private static double Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    [GeneratedRegex(@"\[[^\]]+\]|\.?[^.\[\]]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}
