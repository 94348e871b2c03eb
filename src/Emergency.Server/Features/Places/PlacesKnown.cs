using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>All divisions with their names and boundaries. The index of boundaries is built when it is first asked.</summary>
internal sealed class PlacesKnown
{
    public static readonly PlacesKnown None = new(
        ImmutableDictionary<string, DivisionKnown>.Empty,
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty,
        new(() => new AreaIndex([]))
    );

    private readonly ImmutableDictionary<string, DivisionKnown> _divisions;
    private readonly ImmutableDictionary<string, ImmutableSortedSet<string>> _below;
    private readonly Lazy<AreaIndex> _index;

    private PlacesKnown(
        ImmutableDictionary<string, DivisionKnown> divisions,
        ImmutableDictionary<string, ImmutableSortedSet<string>> below,
        Lazy<AreaIndex> index
    ) => (_divisions, _below, _index) = (divisions, below, index);

    /// <summary>All divisions by code, without what is worked out from them.</summary>
    internal ImmutableDictionary<string, Division> Facts =>
        _divisions.ToImmutableDictionary(one => one.Key, one => one.Value.Facts, StringComparer.Ordinal);

    internal static PlacesKnown From(ImmutableDictionary<string, Division> facts) =>
        facts.Aggregate(None, (places, one) => places.With(one.Key, one.Value));

    public DivisionKnown? Of(string code) => _divisions.GetValueOrDefault(code);

    /// <summary>The name, or the code where the register does not know it.</summary>
    public string Name(string code) => Of(code)?.Name ?? code;

    /// <summary>The divisions in use one level below a code, by code; for "" the counties.</summary>
    public IEnumerable<DivisionKnown> Below(string parent) =>
        _below.GetValueOrDefault(parent, []).Select(code => _divisions[code]).Where(one => one.Facts.Successor is null);

    /// <summary>All communities in use at or below a code; for "" all there are. One that was split or merged is found by its own code alone.</summary>
    public IEnumerable<DivisionKnown> Communities(string division) =>
        Divisions.IsCommunity(division)
            ? Of(division) is { } one
                ? [one]
                : []
            : Below(division).SelectMany(child => Communities(child.Code));

    /// <summary>The code in use today: follows successors.</summary>
    public string Today(string code)
    {
        for (var steps = 0; steps < 50 && Of(code)?.Facts.Successor is { } next; steps++)
            code = next;
        return code;
    }

    /// <summary>Where a point lies, by the smallest boundary that holds it; null outside all.</summary>
    public Whereabouts? At(GeoPoint point) =>
        _index.Value.At(Ground.At(point)).OrderByDescending(code => code.Length).FirstOrDefault() is { } smallest ? Where(smallest) : null;

    /// <summary>The parts of a code: county, street, community.</summary>
    public static Whereabouts Where(string code) =>
        new(Divisions.County(code), code.Length >= 9 ? code[..9] : null, code.Length == 12 ? code : null);

    /// <summary>Codes of the communities that share ground with an area, in order. Named places are in their own communities.</summary>
    public IReadOnlyList<string> Touching(Area area) =>
        area switch
        {
            Area.Circle circle => Communities(_index.Value.Reached(Ground.Of(circle))),
            Area.Polygons polygons => Communities(_index.Value.Reached(Ground.Of(polygons))),
            Area.Named named =>
            [
                .. named
                    .Places.SelectMany(place => Communities(place.Division))
                    .Select(community => community.Code)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            _ => throw new Unforeseen(area),
        };

    /// <summary>Codes of the communities that share ground with a shape, in order.</summary>
    public IReadOnlyList<string> Touching(Geometry shape) => Communities(_index.Value.Reached(shape));

    /// <summary>Codes of the communities that border on one, in order.</summary>
    public IReadOnlyList<string> Neighbours(string community) =>
        Of(community)?.Shape is { } shape
            ? [.. Communities(_index.Value.Reached(shape.Buffer(Hairline))).Where(code => code != community)]
            : [];

    // Borders drawn for two neighbours part by a rounding of the sixth decimal.
    private const double Hairline = 0.00001;

    private static IReadOnlyList<string> Communities(IEnumerable<string> codes) => [.. codes.Where(Divisions.IsCommunity)];

    internal PlacesKnown With(string code, Division facts)
    {
        var before = Of(code);
        // Nothing lies in a division that there is no more.
        var redrawn = !ReferenceEquals(before?.Facts.Boundary, facts.Boundary) || before?.Facts.Successor != facts.Successor;
        var shape = redrawn
            ? facts.Boundary is { } boundary
                ? (Geometry)Ground.Of(boundary)
                : null
            : before?.Shape;
        var divisions = facts == Division.None ? _divisions.Remove(code) : _divisions.SetItem(code, new(code, facts, shape));
        var siblings = _below.GetValueOrDefault(Parent(code), Nothing);
        return new(
            divisions,
            _below.SetItem(Parent(code), facts == Division.None ? siblings.Remove(code) : siblings.Add(code)),
            redrawn ? Indexed(divisions) : _index
        );
    }

    private static readonly ImmutableSortedSet<string> Nothing = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private static Lazy<AreaIndex> Indexed(ImmutableDictionary<string, DivisionKnown> divisions) =>
        new(() =>
            new AreaIndex(
                divisions
                    .Where(row => row.Value is { Shape: not null, Facts.Successor: null })
                    .Select(row => KeyValuePair.Create(row.Key, row.Value.Shape!))
            )
        );

    private static string Parent(string code) =>
        code.Length switch
        {
            12 => code[..9],
            9 => code[..6],
            _ => "",
        };
}
