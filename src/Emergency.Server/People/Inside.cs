using Emergency.Domain.Places;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Emergency.Server.People;

/// <summary>Who and which households are inside an area.</summary>
public static class Inside
{
    private const double EarthMetres = 6_371_008.8;

    /// <summary>Everybody in the register inside the area, whether consent was given or not; in no order.</summary>
    public static IEnumerable<PersonKnown> PersonsIn(this ResidentsKnown known, Area area)
    {
        ArgumentNullException.ThrowIfNull(known);
        var test = Test(area);
        return known.Persons.Values.Where(person => test(person.Place, known.PointOf(person)));
    }

    public static IEnumerable<HouseholdKnown> HouseholdsIn(this ResidentsKnown known, Area area)
    {
        ArgumentNullException.ThrowIfNull(known);
        var test = Test(area);
        return known.Households.Values.Where(household => test(household.Place, household.Contact.Location?.Point));
    }

    private static Func<Place, GeoPoint?, bool> Test(Area area)
    {
        switch (area)
        {
            case Area.Circle circle: return (_, point) => point is not null && Metres(circle.Centre, point) <= circle.Metres;
            case Area.Named named: return (place, _) => named.Places.Any(part => new Scope(part.Division, part.Grid, part.Building, part.Unit).Covers(place));
            case Area.Polygons polygons:
                var shape = PreparedGeometryFactory.Prepare(Shape(polygons));
                return (_, point) => point is not null && shape.Covers(GeometryFactory.Default.CreatePoint(new Coordinate(point.Lon, point.Lat)));
            default: throw new Domain.Unforeseen(area);
        }
    }

    private static MultiPolygon Shape(Area.Polygons polygons) => GeometryFactory.Default.CreateMultiPolygon(
        [.. polygons.Parts.Select(rings => GeometryFactory.Default.CreatePolygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]))]);

    private static LinearRing Ring(IEnumerable<GeoPoint> corners) => GeometryFactory.Default.CreateLinearRing([.. corners.Select(corner => new Coordinate(corner.Lon, corner.Lat))]);

    /// <summary>Distance in metres over the ground (haversine), good to 0.5 %.</summary>
    public static double Metres(GeoPoint from, GeoPoint to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var (lat1, lat2) = (double.DegreesToRadians(from.Lat), double.DegreesToRadians(to.Lat));
        var (dLat, dLon) = (Math.Sin((lat2 - lat1) / 2), Math.Sin(double.DegreesToRadians(to.Lon - from.Lon) / 2));
        return 2 * EarthMetres * Math.Asin(Math.Min(1, Math.Sqrt(dLat * dLat + Math.Cos(lat1) * Math.Cos(lat2) * dLon * dLon)));
    }
}
