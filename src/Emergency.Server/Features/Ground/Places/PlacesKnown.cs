using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places.Shapes;
using NetTopologySuite.Geometries;

namespace Emergency.Server.Features.Places;

/// <summary>All divisions with their names and boundaries. The index of boundaries is built at its first use.</summary>
internal sealed class PlacesKnown
{
    public static readonly PlacesKnown None = new(
        ImmutableDictionary<string, DivisionKnown>.Empty,
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty,
        ImmutableDictionary<(string County, string Name), ImmutableSortedSet<string>>.Empty,
        new(() => new AreaIndex([]))
    );

    private readonly ImmutableDictionary<string, DivisionKnown> _divisions;
    private readonly ImmutableDictionary<string, ImmutableSortedSet<string>> _below;
    private readonly ImmutableDictionary<(string County, string Name), ImmutableSortedSet<string>> _namesakes;
    private readonly Lazy<AreaIndex> _index;

    private PlacesKnown(
        ImmutableDictionary<string, DivisionKnown> divisions,
        ImmutableDictionary<string, ImmutableSortedSet<string>> below,
        ImmutableDictionary<(string County, string Name), ImmutableSortedSet<string>> namesakes,
        Lazy<AreaIndex> index
    ) => (_divisions, _below, _namesakes, _index) = (divisions, below, namesakes, index);

    /// <summary>All divisions by code, without derived data.</summary>
    internal ImmutableDictionary<string, Division> Facts =>
        _divisions.ToImmutableDictionary(one => one.Key, one => one.Value.Facts, StringComparer.Ordinal);

    internal static PlacesKnown From(ImmutableDictionary<string, Division> facts) =>
        facts.Aggregate(None, (places, one) => places.With(one.Key, one.Value));

    public DivisionKnown? Of(string code) => _divisions.GetValueOrDefault(code);

    /// <summary>The name that people can tell from all others; the code where the register does not know it.</summary>
    public string Name(string code) => Of(code)?.Name ?? code;

    /// <summary>The name as the register has it. Another community of the county can have the same.</summary>
    public string RegisterName(string code) => Of(code)?.RegisterName ?? code;

    /// <summary>
    /// The divisions in use a level below a code, by code. A city or province, in the register or not, has its counties; ""
    /// has all counties.
    /// </summary>
    public IEnumerable<DivisionKnown> Below(string parent) =>
        Parts(parent).Select(code => _divisions[code]).Where(one => one.Facts.Successor is null);

    private IEnumerable<string> Parts(string parent) =>
        Divisions.IsAboveCounties(parent)
            ? _below.GetValueOrDefault("", []).Where(county => county.StartsWith(parent, StringComparison.Ordinal))
            : _below.GetValueOrDefault(parent, []);

    /// <summary>A division and all in use below it, in the order of their codes.</summary>
    public IEnumerable<DivisionKnown> AtOrBelow(DivisionKnown division) => Below(division.Code).SelectMany(AtOrBelow).Prepend(division);

    /// <summary>
    /// All communities in use at or below a code; all there are for "". A split or merged community is found by its own code
    /// alone.
    /// </summary>
    public IEnumerable<DivisionKnown> Communities(string division) =>
        Divisions.IsCommunity(division)
            ? Of(division) is { } one
                ? [one]
                : []
            : Below(division).SelectMany(child => Communities(child.Code));

    /// <summary>The communities at or below a code that were split or merged, by code; all there are for "".</summary>
    public IEnumerable<DivisionKnown> Ended(string division) =>
        Divisions.IsCommunity(division)
            ? Of(division) is { Facts.Successor: not null } one
                ? [one]
                : []
            : Parts(division).SelectMany(Ended);

    /// <summary>The code in use today: follows successors.</summary>
    public string Today(string code)
    {
        for (var steps = 0; steps < 50 && Of(code)?.Facts.Successor is { } next; steps++)
            code = next;
        return code;
    }

    /// <summary>Divisions of the smallest boundary that holds a point; null outside all.</summary>
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

    /// <summary>Codes of the communities that border on a community, in order.</summary>
    public IReadOnlyList<string> Neighbours(string community) =>
        Of(community)?.Shape is { } shape
            ? [.. Communities(_index.Value.Reached(shape.Buffer(Hairline))).Where(code => code != community)]
            : [];

    // Rounding to the sixth decimal separates borders drawn for two neighbours.
    private const double Hairline = 0.00001;

    private static IReadOnlyList<string> Communities(IEnumerable<string> codes) => [.. codes.Where(Divisions.IsCommunity)];

    internal PlacesKnown With(string code, Division facts)
    {
        var before = Of(code);
        // Nothing lies in a division that has been replaced.
        var redrawn = !ReferenceEquals(before?.Facts.Boundary, facts.Boundary) || before?.Facts.Successor != facts.Successor;
        var shape = redrawn
            ? facts.Boundary is { } boundary
                ? (Geometry)Ground.Of(boundary)
                : null
            : before?.Shape;
        var divisions = facts == Division.None ? _divisions.Remove(code) : _divisions.SetItem(code, new(code, facts, shape));
        var below = Divisions.IsAboveCounties(code) ? _below : Listed(code, facts);
        var namesakes = Named(code, before, divisions.GetValueOrDefault(code));
        return new(Apart(divisions, below, namesakes, code, before?.RegisterName), below, namesakes, redrawn ? Indexed(divisions) : _index);
    }

    private ImmutableDictionary<string, ImmutableSortedSet<string>> Listed(string code, Division facts)
    {
        var siblings = _below.GetValueOrDefault(Parent(code), Nothing);
        return _below.SetItem(Parent(code), facts == Division.None ? siblings.Remove(code) : siblings.Add(code));
    }

    /// <summary>The communities in use by name, after a change of one.</summary>
    private ImmutableDictionary<(string County, string Name), ImmutableSortedSet<string>> Named(
        string code,
        DivisionKnown? before,
        DivisionKnown? after
    )
    {
        if (!Divisions.IsCommunity(code))
            return _namesakes;
        var namesakes = _namesakes;
        if (before is not null)
            namesakes = Changed(namesakes, before, all => all.Remove(code));
        return after is { Facts.Successor: null } ? Changed(namesakes, after, all => all.Add(code)) : namesakes;

        static ImmutableDictionary<(string County, string Name), ImmutableSortedSet<string>> Changed(
            ImmutableDictionary<(string County, string Name), ImmutableSortedSet<string>> all,
            DivisionKnown one,
            Func<ImmutableSortedSet<string>, ImmutableSortedSet<string>> change
        )
        {
            var key = (Divisions.County(one.Code), one.RegisterName);
            var changed = change(all.GetValueOrDefault(key, Nothing));
            return changed.IsEmpty ? all.Remove(key) : all.SetItem(key, changed);
        }
    }

    /// <summary>
    /// The divisions, with namesakes told apart anew wherever a change requires it: a community's namesakes before and
    /// after, a street's communities.
    /// </summary>
    private static ImmutableDictionary<string, DivisionKnown> Apart(
        ImmutableDictionary<string, DivisionKnown> divisions,
        ImmutableDictionary<string, ImmutableSortedSet<string>> below,
        ImmutableDictionary<(string County, string Name), ImmutableSortedSet<string>> namesakes,
        string changed,
        string? nameBefore
    )
    {
        var concerned = Divisions.IsCommunity(changed)
            ? new[] { nameBefore, divisions.GetValueOrDefault(changed)?.RegisterName }
                .OfType<string>()
                .SelectMany(name => namesakes.GetValueOrDefault((Divisions.County(changed), name), Nothing))
                .Append(changed)
            : below.GetValueOrDefault(changed, Nothing).Where(Divisions.IsCommunity);
        foreach (var code in concerned.Distinct(StringComparer.Ordinal))
            if (divisions.GetValueOrDefault(code) is { } one && Tells(one) is var tells && tells != one.Apart)
                divisions = divisions.SetItem(code, one with { Apart = tells });
        return divisions;

        string? Tells(DivisionKnown one)
        {
            var all = namesakes.GetValueOrDefault((Divisions.County(one.Code), one.RegisterName), Nothing);
            if (all.Count < 2 || !all.Contains(one.Code))
                return null;
            var street = Divisions.Street(one.Code);
            var together = all.Any(other => other != one.Code && Divisions.Street(other) == street);
            return together ? one.Code : divisions.GetValueOrDefault(street)?.RegisterName ?? one.Code;
        }
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
