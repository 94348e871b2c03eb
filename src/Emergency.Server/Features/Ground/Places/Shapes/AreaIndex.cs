using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>Finds the divisions that hold a point or reach into an area, by their imported areas. Codes come in ascending order.</summary>
internal sealed class AreaIndex
{
    private readonly STRtree<(string Code, IPreparedGeometry Area)> tree = new();

    public AreaIndex(IEnumerable<KeyValuePair<string, Geometry>> areas)
    {
        foreach (var (code, area) in areas)
        {
            tree.Insert(area.EnvelopeInternal, (code, PreparedGeometryFactory.Prepare(area)));
        }
        tree.Build();
    }

    /// <summary>Codes of the divisions of a point. A point on a common border lies in both.</summary>
    public IReadOnlyList<string> At(LonLat point)
    {
        var at = new Point(point.Lon, point.Lat);
        return Codes(at.EnvelopeInternal, area => area.Intersects(at));
    }

    /// <summary>Codes of divisions that share ground with a shape. A common border alone does not count.</summary>
    public IReadOnlyList<string> Reached(Geometry shape) =>
        Codes(shape.EnvelopeInternal, area => area.Intersects(shape) && !area.Touches(shape));

    public IReadOnlyList<string> Reached(Circle circle) => Reached(circle.ToPolygon());

    private IReadOnlyList<string> Codes(Envelope box, Func<IPreparedGeometry, bool> holds) =>
        [.. tree.Query(box).Where(a => holds(a.Area)).Select(a => a.Code).Order(StringComparer.Ordinal)];
}
