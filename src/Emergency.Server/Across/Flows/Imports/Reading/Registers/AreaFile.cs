using System.Text.Json;
using Emergency.Server.Across.Imports.Reading.Formats;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>
/// Areas of divisions: a GeoJSON FeatureCollection (or one Feature) whose features carry the division's code. Row = the feature's number.
/// </summary>
internal static class AreaFile
{
    private const int MostCorners = 50_000; // the coast of a county is no hand-drawn shape

    // Names that map services and offices use; the last counts only if its value is a code.
    private static readonly string[] CodeNames = ["code", "adcode", "区划代码", "行政区划代码", "统计用区划代码", "gb", "id"];

    public static RegisterReading Read(string file, ReadOnlyMemory<byte> bytes)
    {
        var (document, fault) = GeoFeatures.Parse(bytes);
        using (document)
        {
            if (document is null || GeoFeatures.Of(document.RootElement) is not { } features)
                return RegisterReading.Refused(file, fault ?? new(Reasons.NotGeoJson));
            return GeoFeatures.DatumOf(document.RootElement, out var named) is { } datum
                ? Read(file, features, datum)
                : RegisterReading.Refused(file, new(Reasons.CrsUnsupported, named));
        }
    }

    private static RegisterReading Read(string file, IReadOnlyList<JsonElement> features, Datum datum)
    {
        var rows = new List<AreaFeature>();
        var findings = new List<Finding>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < features.Count; i++)
        {
            var (area, why) = Read(features[i], i + 1, datum);
            if (area is not null && !codes.Add(area.Code))
            {
                why = new(i + 1, Severity.Reject, "code", Reasons.DuplicateId);
            }
            if (why is null)
            {
                rows.Add(area!);
            }
            else
            {
                findings.Add(why);
            }
        }
        if (features.Count == 0)
        {
            findings.Add(new(0, Severity.Warn, "file", Reasons.NoRows));
        }
        return new([new(file, null, features.Count, rows.Count, 0, features.Count - rows.Count, rows.Count, false, findings)], rows);
    }

    private static (AreaFeature? Area, Finding? Why) Read(JsonElement feature, int number, Datum datum)
    {
        if (
            feature.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("properties", out var properties)
            || CodeOf(properties) is not { } code
        )
        {
            return (null, new(number, Severity.Reject, "code", Reasons.CodeInvalid));
        }
        var (shape, fault) = feature.TryGetProperty("geometry", out var geometry)
            ? GeoJson.Read(geometry, MostCorners)
            : (null, new(ShapeFaults.NotAShape));
        if (shape is Point)
        {
            fault = new(ShapeFaults.TypeUnsupported);
        }
        if (fault is not null)
        {
            return (
                null,
                new(
                    number,
                    Severity.Reject,
                    "geometry",
                    fault.Reason,
                    fault.At is { } at ? FormattableString.Invariant($"{at.Lon},{at.Lat}") : null
                )
            );
        }
        return (
            new(
                number,
                code,
                GeoFeatures.Text(properties, "name"),
                InWgs84(shape!, datum),
                properties.TryGetProperty("synthetic", out var synthetic) && synthetic.ValueKind == JsonValueKind.True
            ),
            null
        );
    }

    private static string? CodeOf(JsonElement properties) =>
        CodeNames
            .Select(name => GeoFeatures.Text(properties, name) ?? GeoFeatures.Text(properties, name.ToUpperInvariant()))
            .OfType<string>()
            .Select(Short)
            .FirstOrDefault(code => code is { Length: 4 or 6 or 9 or 12 } && !code.AsSpan().ContainsAnyExceptInRange('0', '9'));

    /// <summary>
    /// The code without the country before it (GB/T 2659: 156) and the noughts behind it: 156411502 and 411502000000 are 411502.
    /// </summary>
    private static string Short(string code)
    {
        code = code.Length == 9 && code.StartsWith("156", StringComparison.Ordinal) ? code[3..] : code;
        foreach (var (length, noughts) in new[] { (12, "000"), (9, "000"), (6, "00") })
            if (code.Length == length && code.EndsWith(noughts, StringComparison.Ordinal))
                code = code[..^noughts.Length];
        return code;
    }

    private static Geometry InWgs84(Geometry shape, Datum datum)
    {
        if (datum == Datum.GCJ02)
        {
            shape.Apply(new Unshifted());
            shape.GeometryChanged();
        }
        return shape;
    }

    private sealed class Unshifted : ICoordinateFilter
    {
        public void Filter(Coordinate coord)
        {
            var at = Datums.ToWgs84(new(coord.X, coord.Y), Datum.GCJ02);
            (coord.X, coord.Y) = (at.Lon, at.Lat);
        }
    }
}
