using System.Text.Json;
using Emergency.Server.CrossFeature.Imports.Reading.Formats;
using Emergency.Server.CrossFeature.Imports.Reading.Tables;
using Emergency.Server.CrossFeature.Imports.Reading.Values;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.CrossFeature.Imports.Reading.Registers;

/// <summary>Areas of divisions: a GeoJSON FeatureCollection (or one Feature) whose features carry the division's code. Row = the feature's number.</summary>
internal static class AreaFile
{
    private const int MostCorners = 50_000; // the coast of a county is no hand-drawn shape

    public static RegisterReading Read(string file, ReadOnlyMemory<byte> bytes)
    {
        var (document, fault) = GeoFeatures.Parse(bytes);
        using (document)
            return document is not null && GeoFeatures.Of(document.RootElement) is { } features
                ? Read(file, features)
                : RegisterReading.Refused(file, fault ?? new(Reasons.NotGeoJson));
    }

    private static RegisterReading Read(string file, IReadOnlyList<JsonElement> features)
    {
        var rows = new List<AreaFeature>();
        var findings = new List<Finding>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < features.Count; i++)
        {
            var (area, why) = Read(features[i], i + 1);
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

    private static (AreaFeature? Area, Finding? Why) Read(JsonElement feature, int number)
    {
        if (
            feature.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("properties", out var properties)
            || GeoFeatures.Text(properties, "code") is not { Length: 4 or 6 or 9 or 12 } code
            || code.AsSpan().ContainsAnyExceptInRange('0', '9')
        )
        {
            return (null, new(number, Severity.Reject, "code", Reasons.CodeInvalid));
        }
        var (shape, fault) = feature.TryGetProperty("geometry", out var geometry)
            ? GeoJson.Read(geometry, MostCorners)
            : (null, new(ShapeFaults.NotAShape));
        if (shape is NetTopologySuite.Geometries.Point)
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
                shape!,
                properties.TryGetProperty("synthetic", out var synthetic) && synthetic.ValueKind == JsonValueKind.True
            ),
            null
        );
    }
}
