using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Emergency.Server.Tests.Requests;

/// <summary>
/// The API's description as it is reviewed: a text for each noun (tag) with its routes and the parts that only it uses, and one of the
/// parts shared by several. Nothing is lost: src/web/openapi.mjs puts them together again. The answers to failed requests, alike
/// everywhere, are named by their codes.
/// </summary>
internal static class ApiPages
{
    public const string Shared = "shared.json";
    private const int Widest = 140;
    private const string Schemas = "#/components/schemas/";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The texts by the names of their files.</summary>
    public static SortedDictionary<string, string> Of(JsonNode description)
    {
        var api = description.DeepClone().AsObject();
        var schemas = api["components"]!["schemas"]!.AsObject();
        var problems = FailedAlike(api);
        var texts = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (path, methods) in api["paths"]!.AsObject())
        foreach (var (method, operation) in methods!.AsObject())
        {
            var file = $"{operation!["tags"]![0]!.GetValue<string>()}.json";
            if (!texts.TryGetValue(file, out var text))
                texts[file] = text = new() { ["paths"] = new JsonObject() };
            var paths = text["paths"]!.AsObject();
            if (paths[path] is null)
                paths[path] = new JsonObject();
            paths[path]![method] = Short(operation, problems);
        }
        var users = schemas.ToDictionary(schema => schema.Key, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var (file, text) in texts)
        foreach (var name in Used(text, schemas))
            users[name].Add(file);
        var shared = new JsonObject { ["problems"] = problems.DeepClone(), ["schemas"] = new JsonObject() };
        foreach (var (name, schema) in schemas)
        {
            var home = users[name] is [var only] ? texts[only] : shared;
            if (home["schemas"] is null)
                home["schemas"] = new JsonObject();
            home["schemas"]![name] = schema!.DeepClone();
        }
        api.Remove("paths");
        api["components"]!.AsObject().Remove("schemas");
        shared["rest"] = api;
        texts[Shared] = shared;
        return new(
            texts.ToDictionary(text => text.Key, text => Text(Sorted(text.Value), 0), StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    /// <summary>The routes ("GET /api/care") that the accepted texts in this folder describe.</summary>
    public static IEnumerable<string> Routes(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*.json")
        from path in JsonNode.Parse(File.ReadAllText(file))!["paths"]?.AsObject() ?? []
        from method in path.Value!.AsObject()
        select $"{method.Key.ToUpperInvariant()} {path.Key}";

    /// <summary>The answer to a failed request that most routes describe, by its code.</summary>
    private static JsonObject FailedAlike(JsonObject api)
    {
        var failed = api["paths"]!
            .AsObject()
            .SelectMany(methods => methods.Value!.AsObject())
            .SelectMany(operation => operation.Value!["responses"]!.AsObject())
            .Where(answer => int.Parse(answer.Key, CultureInfo.InvariantCulture) >= 400)
            .GroupBy(answer => answer.Key, answer => answer.Value!.ToJsonString(), StringComparer.Ordinal);
        return new(
            failed.Select(of =>
                KeyValuePair.Create(
                    of.Key,
                    JsonNode.Parse(of.GroupBy(text => text, StringComparer.Ordinal).MaxBy(alike => alike.Count())!.Key)
                )
            )
        );
    }

    private static JsonNode Short(JsonNode operation, JsonObject problems)
    {
        var made = operation.DeepClone().AsObject();
        var answers = made["responses"]!.AsObject();
        var alike = answers.Where(answer => JsonNode.DeepEquals(answer.Value, problems[answer.Key])).Select(answer => answer.Key).ToList();
        foreach (var code in alike)
            answers.Remove(code);
        made["problems"] = new JsonArray([
            .. alike.Order(StringComparer.Ordinal).Select(code => (JsonNode)int.Parse(code, CultureInfo.InvariantCulture)),
        ]);
        return made;
    }

    private static HashSet<string> Used(JsonNode from, JsonObject schemas)
    {
        var (used, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<JsonNode>([from]));
        while (open.TryDequeue(out var node))
            foreach (var name in References(node).Where(used.Add))
                open.Enqueue(schemas[name]!);
        return used;
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                member.Key == "$ref" ? [member.Value!.GetValue<string>()[Schemas.Length..]] : References(member.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members
                    .OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };

    // A node that fits stands on one line, so that a change is a line of its own.
    private static string Text(JsonNode? node, int indent)
    {
        var (line, inner) = (Line(node), new string(' ', indent + 2));
        if (indent + line.Length <= Widest)
            return line;
        return node switch
        {
            JsonObject members =>
                $"{{\n{string.Join(",\n", members.Select(member => $"{inner}{Quoted(member.Key)}: {Text(member.Value, indent + 2)}"))}\n{inner[2..]}}}",
            JsonArray items => $"[\n{string.Join(",\n", items.Select(item => inner + Text(item, indent + 2)))}\n{inner[2..]}]",
            _ => line,
        };
    }

    private static string Line(JsonNode? node) =>
        node switch
        {
            JsonObject members => $"{{{string.Join(", ", members.Select(member => $"{Quoted(member.Key)}: {Line(member.Value)}"))}}}",
            JsonArray items => $"[{string.Join(", ", items.Select(Line))}]",
            _ => node?.ToJsonString(Plain) ?? "null",
        };

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString(Plain);
}
