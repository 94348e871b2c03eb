using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation.Problems;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// The area of a request: exactly one of a circle, a GeoJSON polygon or multipolygon (at most 2,000 corners), or whole
/// places. Coordinates are WGS84.
/// </summary>
/// <param name="Purpose">The purpose it is drawn for; null: unchanged, or for a first area the usual purpose of its kind
/// of incident. Counting alone ignores it.</param>
internal sealed record AreaAsked(CircleAsked? Circle, JsonElement? Polygon, ListOf<Place>? Places, AreaPurpose? Purpose = null)
{
    private const double MostMetres = 50_000;
    private const int MostPlaces = 200;

    /// <summary>Result of <see cref="Read"/> as a single value.</summary>
    internal AreaTold Told() => Read() is var (area, problem) ? new(area, problem) : throw new InvalidOperationException();

    /// <summary>
    /// The area, or its fault: area.self-crossing names the crossing point, area.bad the reason in the words of import
    /// findings.
    /// </summary>
    public (Area? Area, Problem? Problem) Read()
    {
        // A polygon given as null counts as absent.
        JsonElement? polygon = Polygon is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } told ? told : null;
        if (new object?[] { Circle, polygon, Places }.Count(part => part is not null) != 1)
            return (null, Problem.Bad("$.area: one of circle, polygon or places"));
        if (Circle is { } circle)
            // A number that was not given counts as absent, never as 0.
            return circle is not { Lon: { } lon, Lat: { } lat, Metres: { } metres }
                    ? (null, Problem.Bad("$.area.circle: lon, lat and metres"))
                : metres is < 1 or > MostMetres || double.IsNaN(metres) ? (null, ShapeProblems.Bad(ShapeFaults.RadiusOutOfRange))
                : new Circle(new(lon, lat), metres).Fault is { } off ? (null, ShapeProblems.Bad(off.Reason))
                : (new Area.Circle(new(lon, lat), metres), null);
        if (polygon is { } drawn)
            return GeoJson.Read(drawn) is var (shape, fault) && fault is not null ? (null, ShapeProblems.Of(fault))
                : shape is Point ? (null, ShapeProblems.Bad(ShapeFaults.TypeUnsupported))
                : (Ground.ToArea(shape!), null);
        return Places!.Count is 0 or > MostPlaces || Places.Any(place => place is null || !Divisions.IsCode(place.Division))
            ? (null, Problem.Bad("$.area.places: 1 to 200 places, each with a division code"))
            : (new Area.Named(Places), null);
    }
}

/// <summary>The area of a request, or the problem with it.</summary>
internal sealed record AreaTold(Area? Area, Problem? Problem);

/// <summary>Circle of a request, with a radius of 1 … 50,000 metres.</summary>
internal sealed record CircleAsked(double? Lon, double? Lat, double? Metres);
