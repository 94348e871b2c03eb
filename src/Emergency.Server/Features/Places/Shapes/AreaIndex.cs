using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace Emergency.Server.Features.Places.Shapes;

/// <summary>Which divisions a point lies in and which an area reaches into, by their imported areas. Codes come in ascending order.</summary>
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

    /// <summary>A point on a common border lies in both.</summary>
    public IReadOnlyList<string> At(LonLat point)
    {
        var at = new Point(point.Lon, point.Lat);
        return Codes(at.EnvelopeInternal, area => area.Intersects(at));
    }

    /// <summary>Areas that share ground with this one; a common border alone is none.</summary>
    public IReadOnlyList<string> Reached(Geometry shape) =>
        Codes(shape.EnvelopeInternal, area => area.Intersects(shape) && !area.Touches(shape));

    public IReadOnlyList<string> Reached(Circle circle) => Reached(circle.ToPolygon());

    private IReadOnlyList<string> Codes(Envelope box, Func<IPreparedGeometry, bool> holds) =>
        [.. tree.Query(box).Where(a => holds(a.Area)).Select(a => a.Code).Order(StringComparer.Ordinal)];
}
