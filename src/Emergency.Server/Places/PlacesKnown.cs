using System.Collections.Immutable;
using Emergency.Domain.Places;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Emergency.Server.Places;

/// <summary>All divisions with their names and boundaries. Which division a point lies in is asked of an index that is built when first wanted.</summary>
public sealed class PlacesKnown
{
    public static readonly PlacesKnown None = new(ImmutableDictionary<string, DivisionKnown>.Empty, ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty);

    private readonly ImmutableDictionary<string, DivisionKnown> _divisions;
    private readonly ImmutableDictionary<string, ImmutableSortedSet<string>> _below;
    private readonly Lazy<STRtree<DivisionKnown>> _index;

    private PlacesKnown(ImmutableDictionary<string, DivisionKnown> divisions, ImmutableDictionary<string, ImmutableSortedSet<string>> below)
    {
        (_divisions, _below) = (divisions, below);
        _index = new(() => Index(divisions.Values));
    }

    public DivisionKnown? Of(string code) => _divisions.GetValueOrDefault(code);

    /// <summary>The name, or the code where the register does not know it.</summary>
    public string Name(string code) => Of(code)?.Name ?? code;

    /// <summary>The divisions one level below a code, by code; for "" the counties.</summary>
    public IEnumerable<DivisionKnown> Below(string parent) => _below.GetValueOrDefault(parent, []).Select(code => _divisions[code]);

    /// <summary>All communities at or below a code.</summary>
    public IEnumerable<DivisionKnown> Communities(string division) =>
        Divisions.IsCommunity(division) ? Of(division) is { } one ? [one] : [] : Below(division).SelectMany(child => Communities(child.Code));

    /// <summary>The code in use today: follows successors.</summary>
    public string Today(string code)
    {
        for (var steps = 0; steps < 50 && Of(code)?.Facts.Successor is { } next; steps++) code = next;
        return code;
    }

    /// <summary>Where a point lies, by the smallest boundary that holds it; null outside all.</summary>
    public Whereabouts? At(GeoPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var at = new Coordinate(point.Lon, point.Lat);
        var found = _index.Value.Query(new Envelope(at)).Where(division => division.Holds(at)).OrderByDescending(division => division.Code.Length).ThenBy(division => division.Code, StringComparer.Ordinal).FirstOrDefault();
        return found is null ? null : Where(found.Code);
    }

    /// <summary>The parts of a code: county, street, community.</summary>
    public static Whereabouts Where(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return new(Divisions.County(code), code.Length >= 9 ? code[..9] : null, code.Length == 12 ? code : null);
    }

    /// <summary>Codes of the communities a shape touches, in order.</summary>
    public IReadOnlyList<string> Touching(Geometry shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return [.. _index.Value.Query(shape.EnvelopeInternal).Where(division => Divisions.IsCommunity(division.Code) && division.Shape!.Intersects(shape)).Select(division => division.Code).Order(StringComparer.Ordinal)];
    }

    /// <summary>Codes of the communities that share a border with one.</summary>
    public IReadOnlyList<string> Neighbours(string community) => Of(community)?.Shape is { } shape ? [.. Touching(shape).Where(code => code != community)] : [];

    internal PlacesKnown With(DivisionKnown division) => new(_divisions.SetItem(division.Code, division), _below.SetItem(Parent(division.Code), _below.GetValueOrDefault(Parent(division.Code), ImmutableSortedSet.Create<string>(StringComparer.Ordinal)).Add(division.Code)));

    internal PlacesKnown Without(string code) => !_divisions.ContainsKey(code) ? this : new(_divisions.Remove(code), _below.SetItem(Parent(code), _below[Parent(code)].Remove(code)));

    private static string Parent(string code) => code.Length switch { 12 => code[..9], 9 => code[..6], _ => "" };

    private static STRtree<DivisionKnown> Index(IEnumerable<DivisionKnown> divisions)
    {
        var index = new STRtree<DivisionKnown>();
        foreach (var division in divisions)
            if (division.Shape is { } shape) index.Insert(shape.EnvelopeInternal, division);
        index.Build();
        return index;
    }
}
