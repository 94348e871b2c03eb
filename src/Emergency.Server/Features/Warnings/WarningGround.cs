using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;
using NetTopologySuite.Simplify;

namespace Emergency.Server.Features.Warnings;

/// <summary>The areas of a message on our ground: which divisions of the receiving desk's own they reach, and their shapes as a map shows them.</summary>
internal sealed class WarningGround(PlacesKnown places, string home, CancellationToken stop = default)
{
    // What all shapes of one message may have together; a degree is about 100 km.
    private const int MostCorners = GeoJson.MostCorners;

    // A slip of the hand crosses once or twice; a ring of chance crosses thousands of times.
    private const int MostCrossings = 20;
    private const double Finest = 0.0005,
        Coarsest = 1;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>The description of an area whose ring crosses itself too often to be mended; null where each can be read.</summary>
    public string? Tangled(IEnumerable<CapArea> areas) =>
        areas
            .Distinct()
            .FirstOrDefault(area =>
                area.Polygons.Select(Ring)
                    .Any(ring => !new IsValidOp(ring).IsValid && Crossings.Count(ring.Coordinates, MostCrossings, stop) > MostCrossings)
            )
            ?.Description;

    /// <summary>Only for areas none of which is tangled.</summary>
    public (ListOf<WarningArea> Areas, ListOf<string> Divisions) Of(IEnumerable<CapArea> areas)
    {
        var read = areas
            .Distinct()
            .Select(area =>
                (
                    Area: area,
                    Shapes: Shapes(area),
                    Codes: ListOf.From(area.Geocodes.Select(Code).OfType<string>().Distinct(StringComparer.Ordinal))
                )
            )
            .ToList();
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (area, shapes, codes) in read)
        {
            foreach (var code in codes)
                if (Within(code) is { } division)
                    reached.Add(division);
            foreach (var shape in shapes)
            {
                stop.ThrowIfCancellationRequested();
                reached.UnionWith(Under(shape));
            }
            if (codes.Count == 0 && shapes.Count == 0)
                reached.UnionWith(Named(area.Description));
        }
        var simple = Simple(read.ConvertAll(one => one.Shapes));
        return (
            [
                .. read.Zip(
                    simple,
                    (one, shapes) =>
                        new WarningArea(
                            one.Area.Description,
                            shapes.Count == 0 ? null : new Area.Polygons([.. shapes.SelectMany(shape => Ground.ToArea(shape).Parts)]),
                            one.Codes
                        )
                ),
            ],
            [.. Roots().SelectMany(root => Whole(root, reached))]
        );
    }

    // A ring that crosses itself is mended: a warning is not lost for how somebody drew it.
    private List<Geometry> Shapes(CapArea area) =>
        [
            .. area
                .Polygons.Select(ring => (Geometry)Ring(ring))
                .Concat(
                    area.Circles.Where(circle => circle.Kilometres > 0)
                        .Select(circle => new Circle(new(circle.Centre.Lon, circle.Centre.Lat), circle.Kilometres * 1000).ToPolygon())
                )
                .Select(Mended)
                .Where(shape => shape is Polygon or MultiPolygon && !shape.IsEmpty),
        ];

    private static Polygon Ring(ListOf<CapPoint> corners) =>
        Factory.CreatePolygon([.. corners.Select(corner => new Coordinate(corner.Lon, corner.Lat))]);

    private Geometry Mended(Geometry shape)
    {
        stop.ThrowIfCancellationRequested();
        return GeometryFixer.Fix(shape);
    }

    /// <summary>The division code a geocode holds: 6, 9 or 12 digits, zeros at the end for "all of it"; shorter ones only where the sender calls them so.</summary>
    private static string? Code(CapNamed geocode)
    {
        var code = geocode.Value;
        if (!Divisions.IsCode(code) || (code.Length < 6 && !geocode.Name.Contains("区划", StringComparison.Ordinal)))
            return null;
        foreach (var digits in (ReadOnlySpan<int>)[2, 4, 6, 9])
            if (code.Length > digits && code.AsSpan(digits).TrimStart('0').IsEmpty)
                return code[..digits];
        return code;
    }

    /// <summary>What of a division is ours: the whole of home where it holds home, the smallest part that the register knows where it lies in it.</summary>
    private string? Within(string code)
    {
        if (home.StartsWith(code, StringComparison.Ordinal))
            return home;
        code = places.Today(code);
        if (!code.StartsWith(home, StringComparison.Ordinal))
            return null;
        foreach (var digits in (ReadOnlySpan<int>)[12, 9, 6])
            if (code.Length >= digits && digits > home.Length && places.Of(code[..digits]) is not null)
                return code[..digits];
        return null;
    }

    // Where no community is drawn, the county's own outline must do.
    private IEnumerable<string> Under(Geometry shape)
    {
        var communities = places.Touching(shape).Where(code => code.StartsWith(home, StringComparison.Ordinal)).ToList();
        return communities.Concat(
            Roots()
                .Where(root =>
                    !communities.Exists(code => code.StartsWith(root, StringComparison.Ordinal))
                    && places.Of(root)?.Shape is { } outline
                    && outline.Intersects(shape)
                    && !places.Communities(root).Any(community => community.Shape is not null)
                )
        );
    }

    // Only words: names of our own streets, else of the county.
    private IEnumerable<string> Named(string words) =>
        Roots()
            .SelectMany(root =>
                places
                    .Below(root)
                    .Where(street => words.Contains(street.Name, StringComparison.Ordinal))
                    .Select(street => street.Code)
                    .ToList()
                    is { Count: > 0 } streets
                    ? streets
                : places.Of(root) is { } county && words.Contains(county.Name, StringComparison.Ordinal) ? [root]
                : Enumerable.Empty<string>()
            );

    private IEnumerable<string> Roots() =>
        home.Length >= 6
            ? [home]
            : places.Below("").Select(county => county.Code).Where(code => code.StartsWith(home, StringComparison.Ordinal));

    /// <summary>The largest divisions that are reached whole, in order.</summary>
    private IEnumerable<string> Whole(string code, SortedSet<string> reached)
    {
        if (reached.Contains(code) || reached.Contains(home))
            return [code];
        var below = places.Below(code).ToList();
        var parts = below.SelectMany(child => Whole(child.Code, reached)).ToList();
        return below.Count > 0 && parts.SequenceEqual(below.Select(child => child.Code), StringComparer.Ordinal) ? [code] : parts;
    }

    /// <summary>As few corners as a map needs: drawn coarser until they fit; what is too small to be seen then goes.</summary>
    private static List<List<Geometry>> Simple(List<List<Geometry>> shapes)
    {
        for (var tolerance = Finest; shapes.Sum(area => area.Sum(shape => shape.NumPoints)) > MostCorners; tolerance *= 2)
        {
            if (tolerance > Coarsest)
                return shapes.ConvertAll(_ => new List<Geometry>());
            var within = tolerance;
            shapes = shapes.ConvertAll(area =>
                area.Select(shape => DouglasPeuckerSimplifier.Simplify(shape, within))
                    .Where(shape => shape is Polygon or MultiPolygon && !shape.IsEmpty)
                    .ToList()
            );
        }
        return shapes;
    }
}
