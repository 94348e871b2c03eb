using System.Text.Json;
using Emergency.Domain.Grids;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Grids;

/// <summary>
/// Checks the drawn ground of a grid or an estate: it must lie in its community, and on the ground of no other of its
/// kind.
/// </summary>
internal sealed class QuarterGround(Known known, string community)
{
    /// <summary>Share of the smaller of two grounds that can lie on the other: lines drawn by hand do not meet exactly.</summary>
    private const double Touching = 0.02;

    /// <summary>Returns the requested ground, null where there is none, or the reason of its refusal.</summary>
    public (Area.Polygons? Boundary, Problem? Problem) Read(NewQuarter body)
    {
        if (body.Boundary is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } drawn)
            return (null, null);
        var (shape, fault) = GeoJson.Read(drawn);
        if (fault is not null)
            return (null, ShapeProblems.Of(fault));
        if (shape is Point)
            return (null, ShapeProblems.Bad(ShapeFaults.TypeUnsupported));
        return Against(shape!, body.Kind!.Value, body.Name!.Trim()) is { } problem ? (null, problem) : (Ground.ToArea(shape!), null);
    }

    private Problem? Against(Geometry shape, QuarterKind kind, string name)
    {
        if (known.Of<PlacesKnown>(Entities.Live).Of(community)?.Shape is { } whole && !whole.Intersects(shape))
            return new Problem("quarters.ground-outside", []);
        var others = known.Of<QuartersKnown>(Entities.Live).Of(community).Of(kind).Values;
        return others.FirstOrDefault(one => one.Name != name && one.Boundary is { } ground && Covers(Ground.Of(ground), shape)) is { } over
            ? new Problem("quarters.ground-taken", [over.Name])
            : null;
    }

    private static bool Covers(Geometry one, Geometry other) =>
        one.Intersects(other) && one.Intersection(other).Area > Touching * Math.Min(one.Area, other.Area);
}
