using System.Globalization;
using System.Text.Json;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>
/// Reads a GeoJSON file as a sheet: a row for each feature, a column for each of their properties, lon and lat of the point or of the
/// shape's middle. A feature without a usable geometry is a row without a place.
/// </summary>
internal static class GeoTable
{
    private const int MostCorners = 2_000;
    private const string Lon = "lon",
        Lat = "lat";

    /// <summary>True when the bytes are JSON: no table begins like that.</summary>
    public static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        return bytes.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    public static (IReadOnlyList<RawSheet> Sheets, FileFault? Fault) Read(ReadOnlyMemory<byte> bytes, CancellationToken stop = default)
    {
        var (document, fault) = GeoFeatures.Parse(bytes);
        using (document)
            return document is null || GeoFeatures.Of(document.RootElement) is not { } features
                ? ([], fault ?? new(Reasons.NotGeoJson))
                : Read(features, stop);
    }

    private static (IReadOnlyList<RawSheet> Sheets, FileFault? Fault) Read(IReadOnlyList<JsonElement> features, CancellationToken stop)
    {
        List<string> names = [];
        var known = new HashSet<string>([Lon, Lat], StringComparer.Ordinal);
        foreach (var feature in features)
        foreach (var property in Properties(feature))
            if (known.Add(property.Name))
                names.Add(property.Name);
        var rows = new SheetRows();
        if (rows.Add([.. names.Append(Lon).Append(Lat).Select(name => new Cell(name))]) is { } wide)
            return ([], wide);
        foreach (var feature in features)
        {
            stop.ThrowIfCancellationRequested();
            var texts = Properties(feature).ToDictionary(one => one.Name, one => Said(one.Value), StringComparer.Ordinal);
            var (lon, lat) = Middle(feature);
            if (rows.Add([.. names.Select(name => new Cell(texts.GetValueOrDefault(name, ""))), new(lon), new(lat)]) is { } fault)
                return ([], fault);
        }
        return ([new(null, rows.All)], null);
    }

    private static IEnumerable<JsonProperty> Properties(JsonElement feature) =>
        feature.ValueKind == JsonValueKind.Object
        && feature.TryGetProperty("properties", out var properties)
        && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject()
            : [];

    private static string Said(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => "是",
            JsonValueKind.False => "否",
            _ => GeoFeatures.Text(value) ?? "",
        };

    private static (string Lon, string Lat) Middle(JsonElement feature)
    {
        if (
            feature.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("geometry", out var geometry)
            || GeoJson.Read(geometry, MostCorners).Shape is not { IsEmpty: false } shape
        )
            return ("", "");
        var middle = shape.Centroid.Coordinate;
        return (Text(middle.X), Text(middle.Y));

        static string Text(double degrees) => degrees.ToString("0.#######", CultureInfo.InvariantCulture);
    }
}
