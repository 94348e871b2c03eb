using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Emergency.Drills.Plays;

namespace Emergency.Drills.Playing;

/// <summary>Named values of the play: {incident}, {task} … replaced in paths, bodies and conditions.</summary>
public sealed partial class Values
{
    private readonly Dictionary<string, JsonNode?> _all = new(StringComparer.Ordinal);

    public void Set(string name, JsonNode? value) => _all[name] = value?.DeepClone();

    public void Set(JsonObject? named)
    {
        foreach (var (name, value) in named ?? [])
            Set(name, value);
    }

    public string Fill(string text) =>
        Name().Replace(text, match => _all.TryGetValue(match.Groups["name"].Value, out var value) ? Paths.Text(value) ?? "" : match.Value);

    /// <summary>Fills every text of a tree; a text that is one name alone becomes that value itself.</summary>
    public JsonNode? Fill(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(Fill(pair.Key), Fill(pair.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Fill)]),
            JsonValue value when value.TryGetValue<string>(out var text) => Alone(text) is { } name && _all.TryGetValue(name, out var whole)
                ? whole?.DeepClone()
                : JsonValue.Create(Fill(text)),
            _ => node?.DeepClone(),
        };

    public JsonObject? Fill(JsonObject? map) => (JsonObject?)Fill((JsonNode?)map);

    /// <summary>Keeps parts of an answer under names.</summary>
    public void Keep(JsonObject? keep, JsonNode? answer)
    {
        foreach (var (name, path) in keep ?? [])
            Set(
                name,
                Paths.Find(answer, Fill(Paths.Text(path)!)).FirstOrDefault(node => node is not null)
                    ?? throw new BadPlay($"nothing to keep as {name} at {Fill(Paths.Text(path)!)}")
            );
    }

    private static string? Alone(string text) =>
        Name().Match(text) is { Success: true } match && match.Length == text.Length ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"\{(?<name>[A-Za-z][A-Za-z0-9-]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
