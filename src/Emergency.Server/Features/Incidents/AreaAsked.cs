using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation.Problems;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Incidents;

/// <summary>An area as a request names it: exactly one of a circle, a GeoJSON polygon or multipolygon (at most 2,000 corners), or whole places. Coordinates are WGS84.</summary>
/// <param name="Purpose">The purpose it is drawn for; null: as before, and for a first area as its kind of incident usually needs. Counting alone does not look at it.</param>
internal sealed record AreaAsked(CircleAsked? Circle, JsonElement? Polygon, ListOf<Place>? Places, AreaPurpose? Purpose = null)
{
    private const double MostMetres = 50_000;
    private const int MostPlaces = 200;

    /// <summary>As <see cref="Read"/>, in one.</summary>
    internal AreaTold Told() => Read() is var (area, problem) ? new(area, problem) : throw new InvalidOperationException();

    /// <summary>The area, or what is wrong with it: area.self-crossing names the crossing point, area.bad the reason in the words of import findings.</summary>
    public (Area? Area, Problem? Problem) Read()
    {
        // A polygon that is told as null is none.
        JsonElement? polygon = Polygon is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } told ? told : null;
        if (new object?[] { Circle, polygon, Places }.Count(part => part is not null) != 1)
            return (null, Problem.Bad("$.area: one of circle, polygon or places"));
        if (Circle is { } circle)
            // A number that was not told is none: it is never 0.
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

/// <summary>What a request's area came to.</summary>
internal sealed record AreaTold(Area? Area, Problem? Problem);

/// <summary>Metres 1 … 50,000.</summary>
internal sealed record CircleAsked(double? Lon, double? Lat, double? Metres);
