using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Emergency.Drills.Plays;

/// <summary>Parses a play file; a fault is reported with line and field.</summary>
public static class PlayFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    public static Play Read(string path)
    {
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        JsonNode? tree;
        try
        {
            var yaml = new YamlStream();
            using var text = File.OpenText(path);
            yaml.Load(text);
            tree = Node(yaml.Documents[0].RootNode, "$", lines);
        }
        catch (YamlException bad)
        {
            throw new BadPlay($"{path}, line {bad.Start.Line}: {bad.Message}");
        }
        Play play;
        try
        {
            play = tree.Deserialize<Play>(Options) ?? throw new BadPlay($"{path} is empty");
        }
        catch (JsonException bad)
        {
            var field = bad.Path ?? "$";
            throw new BadPlay($"{path}, line {LineOf(lines, field)}, field {field}: {bad.Message}");
        }
        foreach (var fault in Faults(play))
            throw new BadPlay($"{path}: {fault}");
        return play;
    }

    /// <summary>Parses a duration: "5s", "500ms", "2m".</summary>
    public static TimeSpan Duration(string? text, TimeSpan otherwise)
    {
        if (string.IsNullOrEmpty(text))
            return otherwise;
        var digits = text.TrimEnd('m', 's', 'h');
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new BadPlay($"not a duration: {text}");
        return text[digits.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => throw new BadPlay($"not a duration: {text}"),
        };
    }

    private static IEnumerable<string> Faults(Play play)
    {
        var ids = play.Injects.Select(inject => inject.Id).ToHashSet(StringComparer.Ordinal);
        if (ids.Count != play.Injects.Count)
            yield return "two injects have the same id";
        if (
            play.Simulator is null
            && (
                play.Injects.Any(inject => inject.Do.Simulator is not null || inject.Kill?.Unlogged is not null)
                || play.Expect.Any(expectation => expectation.Log is not null)
            )
        )
            yield return "simulator: names no script";
        foreach (var expectation in play.Expect)
        {
            if (!ids.Contains(expectation.After))
                yield return $"expect {expectation.Id}: after names no inject ({expectation.After})";
            if (new object?[] { expectation.See, expectation.Read, expectation.Never, expectation.Log }.Count(one => one is not null) != 1)
                yield return $"expect {expectation.Id}: exactly one of see, read, never, log";
        }
        foreach (var inject in play.Injects)
        {
            var act = inject.Do;
            if (
                inject.Kill is { } kill
                && !play.Expect.Any(expectation =>
                    expectation.Id == kill.Before && expectation.After == inject.Id && expectation.Read is null
                )
            )
                yield return $"inject {inject.Id}: kill before {kill.Before}, which is nothing that is seen after it";
            if (inject.Kill is { Of: not null, Stored: null, Unstored: null })
                yield return $"inject {inject.Id}: kill of {inject.Kill.Of}, with nothing that is stored before or after it";
            if (inject.Kill?.From is { } from && !ids.Contains(from))
                yield return $"inject {inject.Id}: kill from {from}, which is no inject";
            if (
                new object?[]
                {
                    act.Hotline,
                    act.Post,
                    act.Put,
                    act.Delete,
                    act.Get,
                    act.Import,
                    act.Doors,
                    act.Roster,
                    act.Join,
                    act.Simulator,
                    act.Tasks,
                }.Count(one => one is not null) != 1
            )
                yield return $"inject {inject.Id}: exactly one act";
            if (act.Simulator is not (null or "down" or "up"))
                yield return $"inject {inject.Id}: simulator: down or up";
        }
    }

    private static long LineOf(Dictionary<string, long> lines, string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
            if (lines.TryGetValue(at, out var line))
                return line;
        return 1;
    }

    private static JsonNode? Node(YamlNode node, string path, Dictionary<string, long> lines)
    {
        lines[path] = node.Start.Line;
        switch (node)
        {
            case YamlMappingNode map:
                var made = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    var name = ((YamlScalarNode)key).Value!;
                    made[name] = Node(value, $"{path}.{name}", lines);
                }
                return made;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select((item, index) => Node(item, $"{path}[{index}]", lines))]);
            case YamlScalarNode { Style: ScalarStyle.Plain } plain:
                return plain.Value switch
                {
                    null or "" or "null" or "~" => null,
                    "true" => JsonValue.Create(true),
                    "false" => JsonValue.Create(false),
                    var text
                        when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                            && (text.Length == 1 || text[0] != '0') => JsonValue.Create(whole),
                    var text
                        when text.Contains('.', StringComparison.Ordinal)
                            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(
                        number
                    ),
                    var text => JsonValue.Create(text),
                };
            case YamlScalarNode scalar:
                return JsonValue.Create(scalar.Value);
            default:
                throw new YamlException(node.Start, node.End, "aliases are not used in plays");
        }
    }
}

/// <summary>Thrown for a play file that cannot be played; the message says where and why.</summary>
public sealed class BadPlay(string message) : Exception(message);
