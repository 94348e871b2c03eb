using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Features.Warnings.Words;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;
using NetTopologySuite.Simplify;

namespace Emergency.Server.Features.Warnings;

/// <summary>Areas of a message on our ground.</summary>
/// <param name="Divisions">Own divisions: the largest that are reached whole.</param>
/// <param name="Excluded">Own divisions that the words leave out; null where they leave out nothing.</param>
/// <param name="Unplaced">True when the message does not say where it is: all of ours until a person says so.</param>
internal sealed record GroundRead(
    ListOf<WarningArea> Areas,
    ListOf<string> Divisions,
    ListOf<string>? Excluded,
    bool Unplaced,
    IReadOnlyList<MessageMark> Marks
);

/// <summary>
/// Places the areas of a message on our ground: the divisions of the receiving desk that they reach, and their shapes
/// for a map.
/// </summary>
internal sealed class WarningGround(PlacesKnown places, string home, CancellationToken stop = default)
{
    // Largest number of corners in all shapes of a message together; a degree is about 100 km.
    private const int MostCorners = GeoJson.MostCorners;

    // A slip of the hand crosses once or twice; a random ring crosses thousands of times.
    private const int MostCrossings = 20;
    private const double Finest = 0.0005,
        Coarsest = 1;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    private readonly PlaceWords _words = new(places, home);
    private readonly Dictionary<CapArea, List<Geometry>> _drawn = [];

    /// <param name="broken">Areas of which a shape could not be read.</param>
    public GroundRead Of(IEnumerable<CapArea> areas, IReadOnlyCollection<CapArea>? broken = null)
    {
        var (marks, excluded, unplaced) = (new List<MessageMark>(), (List<string>?)null, false);
        var read = areas
            .Distinct()
            .Select(area =>
                (
                    Area: area,
                    Shapes: Drawn(area, marks),
                    Codes: ListOf.From(area.Geocodes.Select(one => Code(one, marks)).OfType<string>().Distinct(StringComparer.Ordinal)),
                    Words: _words.Of(area.Description)
                )
            )
            .ToList();
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (area, shapes, codes, words) in read)
        {
            foreach (var code in codes)
                if (Within(code) is { } division)
                    reached.Add(division);
            foreach (var shape in shapes)
            {
                stop.ThrowIfCancellationRequested();
                reached.UnionWith(Under(shape));
            }
            if (words.Excluded is { } left)
            {
                marks.Add(new(area.Description, MessageMark.Excluded));
                excluded = [.. (excluded ?? []).Union(left, StringComparer.Ordinal)];
            }
            if (codes.Count > 0 || shapes.Count > 0)
                continue;
            reached.UnionWith(words.Reached);
            if (words.Reached.Count > 0)
                continue;
            marks.Add(new(area.Description, MessageMark.UnknownPlace));
            unplaced |= broken?.Contains(area) == true || _tangled.Contains(area) || PlaceWords.MayBeAnywhere(area.Description);
        }
        // An info without any area is for everybody who receives it.
        unplaced = (unplaced || read.Count == 0) && reached.Count == 0;
        var simple = Simple(read.ConvertAll(one => one.Shapes));
        return new(
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
            unplaced ? [home] : [.. Roots().SelectMany(root => Whole(root, reached))],
            reached.Count == 0 || excluded is null ? null : [.. excluded],
            unplaced,
            marks
        );
    }

    private readonly HashSet<CapArea> _tangled = [];

    // An area repeated in another language is drawn once.
    private List<Geometry> Drawn(CapArea area, List<MessageMark> marks)
    {
        if (!_drawn.TryGetValue(area, out var shapes))
            _drawn[area] = shapes = Shapes(area);
        if (_tangled.Contains(area))
            marks.Add(new(area.Description, CapFaults.CrossesItself));
        return shapes;
    }

    // A ring that crosses itself is mended: faulty drawing must not lose a warning.
    private List<Geometry> Shapes(CapArea area) =>
        [
            .. area
                .Polygons.Select(Ring)
                .Where(ring => !IsTangled(area, ring))
                .Cast<Geometry>()
                .Concat(
                    area.Circles.Where(circle => circle.Kilometres > 0)
                        .Select(circle => new Circle(new(circle.Centre.Lon, circle.Centre.Lat), circle.Kilometres * 1000).ToPolygon())
                )
                .Select(Mended)
                .Where(shape => shape is Polygon or MultiPolygon && !shape.IsEmpty),
        ];

    // Mending a random ring costs minutes: it is left out and marked.
    private bool IsTangled(CapArea area, Polygon ring)
    {
        if (new IsValidOp(ring).IsValid || Crossings.Count(ring.Coordinates, MostCrossings, stop) <= MostCrossings)
            return false;
        _tangled.Add(area);
        return true;
    }

    private static Polygon Ring(ListOf<CapPoint> corners) =>
        Factory.CreatePolygon([.. corners.Select(corner => new Coordinate(corner.Lon, corner.Lat))]);

    private Geometry Mended(Geometry shape)
    {
        stop.ThrowIfCancellationRequested();
        return GeometryFixer.Fix(shape);
    }

    /// <summary>
    /// The division code in a geocode of a known system; zeros at the end mean "all of it". A number of another system is
    /// never a code.
    /// </summary>
    private static string? Code(CapNamed geocode, List<MessageMark> marks)
    {
        if (!WarningWords.Table.Geocodes.Has(geocode.Name))
            return null;
        var code = geocode.Value;
        if (!Divisions.IsCode(code))
        {
            marks.Add(new($"{geocode.Name} {code}", MessageMark.UnknownCode));
            return null;
        }
        foreach (var digits in (ReadOnlySpan<int>)[2, 4, 6, 9])
            if (code.Length > digits && code.AsSpan(digits).TrimStart('0').IsEmpty)
                return code[..digits];
        return code;
    }

    /// <summary>
    /// The part of a division that is ours: the whole of home where it holds home, else the smallest part that the register
    /// knows.
    /// </summary>
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

    // If no community is drawn, the county's own outline must do.
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

    /// <summary>Simplifies shapes until they have few enough corners for a map. Parts too small to be seen are then left out.</summary>
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
