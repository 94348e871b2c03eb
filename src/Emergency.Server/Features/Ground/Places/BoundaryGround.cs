using System.Text.Json;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation.Problems;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Emergency.Server.Features.Places;

/// <summary>The drawn ground of a community, cut along its street and its neighbours.</summary>
internal static class BoundaryGround
{
    /// <summary>Share of the whole below which a part is a sliver, left between two hand-drawn lines.</summary>
    private const double Sliver = 0.005;

    /// <summary>Smallest share of the drawn ground that must be left: below it, something else was meant.</summary>
    private const double Least = 0.5;

    /// <summary>Returns the ground, or the reason of its refusal.</summary>
    public static (Area.Polygons? Boundary, Problem? Problem) Read(PlacesKnown places, string community, JsonElement? drawn)
    {
        if (drawn is not { ValueKind: JsonValueKind.Object } told)
            return (null, Problem.Bad("$.boundary: needed"));
        var (shape, fault) = GeoJson.Read(told);
        if (fault is not null)
            return (null, ShapeProblems.Of(fault));
        if (shape is Point)
            return (null, ShapeProblems.Bad(ShapeFaults.TypeUnsupported));
        var street = Divisions.Street(community);
        var inside = places.Of(street)?.Shape is { } whole ? Polygons(shape!.Intersection(whole)) : shape!;
        if (inside.Area < Least * shape!.Area)
            return (null, new Problem("place.boundary-outside", [places.Name(street)]));
        var (left, most) = (inside, (Name: "", Area: 0.0));
        foreach (var other in places.Communities(street))
            if (other.Code != community && other.Shape is { } ground && ground.Intersects(left))
            {
                var cut = Polygons(left.Difference(ground));
                most = left.Area - cut.Area > most.Area ? (other.Name, left.Area - cut.Area) : most;
                left = cut;
            }
        return left.Area < Least * shape.Area ? (null, new Problem("place.boundary-taken", [most.Name])) : (Ground.ToArea(left), null);
    }

    private static MultiPolygon Polygons(Geometry shape)
    {
        var all = PolygonExtracter.GetPolygons(shape).Cast<Polygon>().Where(one => one.Area >= Sliver * shape.Area);
        return shape.Factory.CreateMultiPolygon([.. all]);
    }
}
