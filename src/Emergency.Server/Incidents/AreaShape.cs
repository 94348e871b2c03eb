using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Incidents;

/// <summary>Between the domain's areas and geometries.</summary>
public static class AreaShape
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>The geometry of a circle (64 corners) or of polygons; null for named places, whose shape is their register.</summary>
    public static Geometry? Of(Area area) => area switch
    {
        Area.Circle circle => new Circle(new(circle.Centre.Lon, circle.Centre.Lat), circle.Metres).ToPolygon(),
        Area.Polygons polygons => Factory.CreateMultiPolygon([.. polygons.Parts.Select(rings => Factory.CreatePolygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]))]),
        _ => null,
    };

    public static Area.Polygons Area(Geometry shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return new([.. Enumerable.Range(0, shape.NumGeometries).Select(part => (Polygon)shape.GetGeometryN(part))
            .Select(polygon => ListOf.From(polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(ring => ListOf.From(ring.Coordinates.Select(corner => new GeoPoint(corner.X, corner.Y))))))]);
    }

    /// <summary>Codes of the communities an area concerns, in order: those whose ground it touches, and those in whose register somebody inside stands.</summary>
    public static IReadOnlyList<string> Communities(Area area, PlacesKnown places, ResidentsKnown residents)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(residents);
        var ground = area is Area.Named named ? named.Places.SelectMany(place => places.Communities(place.Division)).Select(community => community.Code) : places.Touching(Of(area)!);
        return [.. ground.Concat(residents.PersonsIn(area).Select(person => person.Community)).Concat(residents.HouseholdsIn(area).Select(household => household.Community)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static LinearRing Ring(IEnumerable<GeoPoint> corners) => Factory.CreateLinearRing([.. corners.Select(corner => new Coordinate(corner.Lon, corner.Lat))]);
}
