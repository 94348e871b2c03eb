using System.Text.Json;
using System.Text.Unicode;
using Emergency.Domain;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>The features of a GeoJSON file (RFC 7946): a FeatureCollection, or one Feature.</summary>
internal static class GeoFeatures
{
    /// <summary>Parses the document, or returns the fault of one that is invalid.</summary>
    public static (JsonDocument? Document, FileFault? Fault) Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        if (!Utf8.IsValid(bytes.Span))
            return (null, new(Reasons.EncodingUnknown));
        // To find duplicate members the parser reads every name, and throws at one that is half a character.
        try
        {
            return (JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false }), null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (null, new(Reasons.NotGeoJson));
        }
    }

    /// <summary>Its features; null where it is no feature or collection.</summary>
    public static IReadOnlyList<JsonElement>? Of(JsonElement root) =>
        Text(root, "type") switch
        {
            "Feature" => [root],
            "FeatureCollection" when root.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array =>
            [
                .. features.EnumerateArray(),
            ],
            _ => null,
        };

    /// <summary>
    /// The datum of the file's coordinates; WGS84 where it does not say (RFC 7946, 4), null where it names anything but degrees of a known
    /// datum.
    /// </summary>
    public static Datum? DatumOf(JsonElement root, out string? named)
    {
        named = null;
        if (!root.TryGetProperty("crs", out var crs) || crs.ValueKind == JsonValueKind.Null)
            return Datum.WGS84;
        named =
            crs.ValueKind == JsonValueKind.Object && crs.TryGetProperty("properties", out var properties)
                ? Text(properties, "name") ?? Text(properties, "code")
                : Text(crs);
        var plain = string.Concat((named ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return plain.EndsWith("CRS84", StringComparison.Ordinal) || plain.EndsWith("4326", StringComparison.Ordinal) || plain == "WGS84"
                ? Datum.WGS84
            : plain.EndsWith("4490", StringComparison.Ordinal) || plain == "CGCS2000" ? Datum.CGCS2000
            : plain.EndsWith("GCJ02", StringComparison.Ordinal) ? Datum.GCJ02
            : null;
    }

    /// <summary>Returns a text or number member of an object; null where it has none of that name, or no readable text.</summary>
    public static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) ? Text(value) : null;

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetRawText();
        try
        {
            return value.ValueKind == JsonValueKind.String ? PlainText.Of(value.GetString()!) : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        } // half of a surrogate pair is no text
    }
}
