using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>The domain's areas as geometry, WGS84 degrees, and back.</summary>
internal static class Ground
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static LonLat At(GeoPoint point) => new(point.Lon, point.Lat);

    public static MultiPolygon Of(Area.Polygons area) =>
        Factory.CreateMultiPolygon([.. area.Parts.Select(rings => Factory.CreatePolygon(Ring(rings[0]), [.. rings.Skip(1).Select(Ring)]))]);

    public static Circle Of(Area.Circle area) => new(At(area.Centre), area.Metres);

    /// <summary>Converts polygons and multipolygons only.</summary>
    public static Area.Polygons ToArea(Geometry shape) =>
        new(ListOf.From(Enumerable.Range(0, shape.NumGeometries).Select(index => Rings((Polygon)shape.GetGeometryN(index)))));

    private static LinearRing Ring(ListOf<GeoPoint> corners) =>
        Factory.CreateLinearRing([.. corners.Select(corner => new Coordinate(corner.Lon, corner.Lat))]);

    private static ListOf<ListOf<GeoPoint>> Rings(Polygon polygon) =>
        ListOf.From(
            polygon
                .InteriorRings.Prepend(polygon.ExteriorRing)
                .Select(ring => ListOf.From(ring.Coordinates.Select(corner => new GeoPoint(corner.X, corner.Y))))
        );
}
