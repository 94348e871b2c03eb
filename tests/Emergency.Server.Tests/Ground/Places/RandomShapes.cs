using NetTopologySuite.Geometries;

namespace Emergency.Server.Tests.Places;

/// <summary>
/// Star-shaped polygons around a centre, with a hole when asked: valid by construction, jagged enough to cross many cells.
/// </summary>
internal static class RandomShapes
{
    public static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static Polygon Star(Random random, double lon, double lat, double radius, int corners, bool hole)
    {
        var outer = Ring(random, lon, lat, corners, radius * 0.5, radius);
        return hole
            ? Factory.CreatePolygon(outer, [Ring(random, lon, lat, Math.Max(3, corners / 2), radius * 0.1, radius * 0.3)])
            : Factory.CreatePolygon(outer);
    }

    private static LinearRing Ring(Random random, double lon, double lat, int corners, double near, double far)
    {
        var ring = new Coordinate[corners + 1];
        for (var i = 0; i < corners; i++)
        {
            var angle = 2 * Math.PI * i / corners;
            var r = near + random.NextDouble() * (far - near);
            ring[i] = new(lon + r * Math.Cos(angle), lat + r * Math.Sin(angle));
        }
        ring[corners] = ring[0].Copy();
        return Factory.CreateLinearRing(ring);
    }
}
