using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Places;
using Emergency.Server.Places.Shapes;
using Emergency.Server.Problems;
using NetTopologySuite.Geometries;
using Circle = Emergency.Server.Places.Shapes.Circle;

namespace Emergency.Server.Incidents;

/// <summary>An area as it is sent in: exactly one of a circle, a GeoJSON Polygon or MultiPolygon (RFC 7946, WGS84), or named places.</summary>
public sealed record NewArea(CircleText? Circle, JsonElement? Polygon, ListOf<Domain.Places.Place>? Places);

/// <summary>Radius 1 … 50,000 metres around a WGS84 point.</summary>
public sealed record CircleText(double? Lon, double? Lat, double? Metres);

/// <summary>Checks areas and finds the communities they touch.</summary>
public static class Areas
{
    public const double MostMetres = 50_000;
    private const int MostPlaces = 200;

    /// <summary>The checked area, or the problem: where it crosses itself, what is missing.</summary>
    public static (Area? Area, Problem Problem) Read(NewArea body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var polygon = body.Polygon is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? given : (JsonElement?)null;
        return (body.Circle, polygon, body.Places) switch
        {
            ({ } circle, null, null) => Read(circle),
            (null, { } shape, null) => Read(shape),
            (null, null, { } places) => Read(places),
            _ => (null, Problem.Bad("$: exactly one of circle, polygon, places")),
        };
    }

    /// <summary>Codes of the communities an area touches, in order.</summary>
    public static ListOf<string> Touched(PlacesKnown places, Area area)
    {
        ArgumentNullException.ThrowIfNull(places);
        return area is Area.Named named
            ? [.. named.Places.SelectMany(place => places.Communities(place.Division)).Select(community => community.Code).Distinct().Order(StringComparer.Ordinal)]
            : [.. places.Touching(Shape(area))];
    }

    private static (Area?, Problem) Read(CircleText circle)
    {
        string[] faults = [.. Checks.Point(new(circle.Lon, circle.Lat, null), "$.circle"), .. Checks.Need(circle.Metres is >= 1 and <= MostMetres, "$.circle.metres: 1 to 50000")];
        return faults.Length > 0 ? (null, Problem.Bad(faults)) : (new Area.Circle(new(circle.Lon!.Value, circle.Lat!.Value), circle.Metres!.Value), Problem.NotFound);
    }

    private static (Area?, Problem) Read(JsonElement polygon)
    {
        var (shape, fault) = GeoJson.Read(polygon);
        if (fault is { Reason: ShapeFaults.SelfCrossing, At: { } at }) return (null, new Problem("area.self-crossing", [Text(at.Lon), Text(at.Lat)]));
        if (fault is not null) return (null, new Problem("area.bad", [fault.At is { } where ? $"{fault.Reason} {Text(where.Lon)}, {Text(where.Lat)}" : fault.Reason]));
        Polygon[] parts = shape switch { Polygon one => [one], MultiPolygon many => [.. many.Geometries.Cast<Polygon>()], _ => [] };
        return parts.Length == 0 ? (null, new Problem("area.bad", [ShapeFaults.TypeUnsupported])) : (new Area.Polygons([.. parts.Select(Rings)]), Problem.NotFound);
    }

    private static (Area?, Problem) Read(ListOf<Domain.Places.Place> places)
    {
        string[] faults =
        [
            .. Checks.Need(places.Count is >= 1 and <= MostPlaces, $"$.places: 1 to {MostPlaces}"),
            .. places.SelectMany((place, i) => Checks.Need(Divisions.IsCode(place?.Division), $"$.places[{i}].division: 2, 4, 6, 9 or 12 digits")),
        ];
        return faults.Length > 0 ? (null, Problem.Bad(faults)) : (new Area.Named(places), Problem.NotFound);
    }

    private static ListOf<ListOf<GeoPoint>> Rings(Polygon polygon) => [Ring(polygon.ExteriorRing), .. polygon.InteriorRings.Select(Ring)];

    private static ListOf<GeoPoint> Ring(LineString ring) => [.. ring.Coordinates.Select(at => new GeoPoint(at.X, at.Y))];

    private static Geometry Shape(Area area) => area switch
    {
        Area.Circle circle => new Circle(new(circle.Centre.Lon, circle.Centre.Lat), circle.Metres).ToPolygon(),
        Area.Polygons polygons => GeometryFactory.Default.CreateMultiPolygon([.. polygons.Parts.Select(rings => GeometryFactory.Default.CreatePolygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]))]),
        _ => throw new Domain.Unforeseen(area),
    };

    private static LinearRing Ring(IEnumerable<GeoPoint> corners) => GeometryFactory.Default.CreateLinearRing([.. corners.Select(corner => new Coordinate(corner.Lon, corner.Lat))]);

    private static string Text(double degrees) => degrees.ToString("0.######", CultureInfo.InvariantCulture);
}
