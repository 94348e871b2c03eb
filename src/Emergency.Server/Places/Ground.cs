using Emergency.Domain.Places;
using Emergency.Server.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Places;

/// <summary>The domain's areas as geometry, WGS84 degrees.</summary>
public static class Ground
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static LonLat At(GeoPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new(point.Lon, point.Lat);
    }

    public static MultiPolygon Of(Area.Polygons area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return Factory.CreateMultiPolygon([.. area.Parts.Select(rings => Factory.CreatePolygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]))]);
    }

    public static Circle Of(Area.Circle area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return new(At(area.Centre), area.Metres);
    }

    private static LinearRing Ring(Domain.ListOf<GeoPoint> corners) => Factory.CreateLinearRing([.. corners.Select(corner => new Coordinate(corner.Lon, corner.Lat))]);
}
