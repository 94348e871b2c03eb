using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Drills.RealmLogs;

/// <summary>Turns events of a realm into the form for judging: every field as text under its path, as it is stored.</summary>
internal static class RealmEvents
{
    /// <summary>Converts an event. Its time is the envelope's, which in a realm is the realm's own clock.</summary>
    public static RealmEvent Of(Happened happened)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        Add(JsonSerializer.SerializeToElement(happened.Event, happened.Event.GetType(), Json.Options), "", fields);
        return new(
            happened.Position.Value,
            happened.Form,
            happened.Meta.At,
            fields.ToDictionary(field => field.Key, field => ListOf.From(field.Value), StringComparer.Ordinal)
        );
    }

    private static void Add(JsonElement value, string path, Dictionary<string, List<string>> fields)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                    Add(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}", fields);
                break;
            case JsonValueKind.Array:
                foreach (var one in value.EnumerateArray())
                    Add(one, path, fields);
                break;
            default:
                if (!fields.TryGetValue(path, out var values))
                    fields[path] = values = [];
                values.Add(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
                break;
        }
    }
}
