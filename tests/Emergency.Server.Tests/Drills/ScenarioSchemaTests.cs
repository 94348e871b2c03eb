using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Emergency.Server.Features.Drills.Scenarios.Reading;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

public sealed class ScenarioSchemaTests
{
    // Mistakes that only the reader finds: names that lead nowhere, circles, times, events, roles and their acts, and personal data.
    private static readonly MistakeKind[] Beyond =
    [
        MistakeKind.DuplicateId,
        MistakeKind.UnknownReference,
        MistakeKind.UnknownForm,
        MistakeKind.UnknownPath,
        MistakeKind.UnknownValue,
        MistakeKind.Circle,
        MistakeKind.AfterTheEnd,
        MistakeKind.PersonName,
        MistakeKind.PhoneNumber,
        MistakeKind.IdentityNumber,
        MistakeKind.RoleCannot,
    ];

    [Fact]
    public void The_schema_beside_the_scenarios_is_the_one_that_is_served() =>
        Frozen.Check("../../drills/scenario.schema.json", ScenarioShape.Schema);

    [Fact]
    public void Schema_and_reader_say_the_same_of_every_good_and_bad_file()
    {
        var schema = JsonNode.Parse(ScenarioShape.Schema)!.AsObject();
        var files = Directory
            .GetFiles(Path.Combine(Material.Root, "drills", "scenarios"), "*.yaml")
            .Select(File.ReadAllText)
            .Append(Small.File)
            .Concat(ScenarioReaderTests.Bad.Select(row => Small.But(row.From, row.To)))
            .ToList();
        var (good, bad) = (0, 0);
        foreach (var file in files)
        {
            var tree = YamlTree.Read(file);
            if (tree.Mistakes.Count > 0)
                continue;
            var shapely = !ScenarioReader.Read(file).Mistakes.Any(one => !Beyond.Contains(one.Kind));
            Valid(schema, tree.Root).ShouldBe(shapely, file);
            if (shapely)
                good++;
            else
                bad++;
        }
        (good, bad).ShouldSatisfyAllConditions(() => good.ShouldBeGreaterThan(15), () => bad.ShouldBeGreaterThan(20));
    }

    // The keywords the schema uses, as JSON Schema 2020-12 has them; an unknown one fails.
    private static bool Valid(JsonObject schema, JsonNode? value) =>
        schema.All(rule =>
            rule.Key switch
            {
                "$schema" or "title" or "description" => true,
                "type" => rule.Value is JsonArray types
                    ? types.Any(type => Is(type!.GetValue<string>(), value))
                    : Is(rule.Value!.GetValue<string>(), value),
                "enum" => rule.Value!.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
                "pattern" => Text(value) is not { } text
                    || Regex.IsMatch(text, rule.Value!.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)),
                "minLength" => Text(value) is not { } text || text.EnumerateRunes().Count() >= rule.Value!.GetValue<int>(),
                "maxLength" => Text(value) is not { } text || text.EnumerateRunes().Count() <= rule.Value!.GetValue<int>(),
                "minimum" => Number(value) is not { } number || number >= Number(rule.Value),
                "maximum" => Number(value) is not { } number || number <= Number(rule.Value),
                "minItems" => value is not JsonArray list || list.Count >= rule.Value!.GetValue<int>(),
                "maxItems" => value is not JsonArray list || list.Count <= rule.Value!.GetValue<int>(),
                "minProperties" => value is not JsonObject fields || fields.Count >= rule.Value!.GetValue<int>(),
                "maxProperties" => value is not JsonObject fields || fields.Count <= rule.Value!.GetValue<int>(),
                "items" => value is not JsonArray list || list.All(one => Valid(rule.Value!.AsObject(), one)),
                "required" => value is not JsonObject fields
                    || rule.Value!.AsArray().All(name => fields.ContainsKey(name!.GetValue<string>())),
                "properties" => value is not JsonObject fields
                    || rule.Value!.AsObject().All(one => !fields.ContainsKey(one.Key) || Valid(one.Value!.AsObject(), fields[one.Key])),
                "additionalProperties" => value is not JsonObject fields
                    || fields
                        .Where(one => schema["properties"]?[one.Key] is null)
                        .All(one => rule.Value is JsonObject rest && Valid(rest, one.Value)),
                "oneOf" => rule.Value!.AsArray().Count(one => Valid(one!.AsObject(), value)) == 1,
                _ => throw new InvalidOperationException($"the schema uses {rule.Key}"),
            }
        );

    private static bool Is(string type, JsonNode? value) =>
        type switch
        {
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => Text(value) is not null,
            "number" => Number(value) is not null,
            "integer" => Number(value) is { } number && number == Math.Floor(number),
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            _ => throw new InvalidOperationException($"the schema uses type {type}"),
        };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
