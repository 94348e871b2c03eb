using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Emergency.Hotlines.Description;

/// <summary>The messages of the <see cref="Catalogue"/> as JSON Schema (draft 7, which most tools read).</summary>
public static class JsonSchemas
{
    private static readonly JsonSerializerOptions readable = new()
    {
        WriteIndented = true,
        // These texts are files and never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Schemas by file name: case.created.json …</summary>
    public static IReadOnlyDictionary<string, string> All() =>
        Catalogue.Messages.ToDictionary(shape => $"{shape.Type}.json", shape => Text(Of(shape)), StringComparer.Ordinal);

    internal static string Text(JsonNode document) => document.ToJsonString(readable) + "\n";

    /// <summary>The whole message: envelope and data.</summary>
    public static JsonObject Of(MessageShape shape)
    {
        var message = Object([.. Catalogue.Envelope], lenient: shape.ComesIn);
        var properties = message["properties"]!.AsObject();
        properties["type"] = new JsonObject { ["const"] = shape.Type };
        properties["data"] = Object(shape.Data, lenient: shape.ComesIn);
        message["required"]!.AsArray().Add("data");
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = shape.Type,
            ["description"] = shape.Meaning,
            ["type"] = message["type"]!.DeepClone(),
            ["required"] = message["required"]!.DeepClone(),
            ["properties"] = properties.DeepClone(),
        };
    }

    private static JsonObject Object(IReadOnlyList<Member> members, bool lenient)
    {
        var properties = new JsonObject();
        foreach (var member in members)
            properties[member.Name] = Of(member, lenient);
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. members.Where(member => member.Required).Select(member => (JsonNode)member.Name)]),
            ["properties"] = properties,
        };
    }

    private static JsonObject Of(Member member, bool lenient)
    {
        // A member that partners can leave out can also be null.
        var nullable = lenient && !member.Required;
        var schema =
            member.Kind == MemberKind.Object
                ? Object(member.Members, lenient)
                : new JsonObject
                {
                    ["type"] = member.Kind switch
                    {
                        MemberKind.Count => "integer",
                        MemberKind.Number => "number",
                        _ => "string",
                    },
                };
        if (nullable)
            schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        schema["description"] = Described(member);
        if (member.Kind == MemberKind.Visible)
            (schema["minLength"], schema["pattern"]) = (1, @"^\S+$");
        if (member.Kind == MemberKind.Time)
            schema["format"] = "date-time";
        if (member.Kind == MemberKind.Id)
            schema["format"] = "uuid";
        if (member.Longest > 0)
            schema["maxLength"] = member.Longest;
        if (member.Kind == MemberKind.Count)
            schema["minimum"] = 0;
        if (member.Most > 0)
            schema["maximum"] = member.Most;
        if (member.Values.Count > 0)
            schema[member.Open ? "examples" : "enum"] = new JsonArray([
                .. member.Values.Select(value => (JsonNode?)value),
                .. nullable && !member.Open ? [null] : (JsonNode?[])[],
            ]);
        return schema;
    }

    private static string Described(Member member) =>
        member.Values.Count > 0 && member.Open ? $"{member.Meaning}. Codes: {string.Join(", ", member.Values)}" : member.Meaning;
}
