using System.Runtime.InteropServices;
using Emergency.Domain;

namespace Emergency.Server.Features.People;

/// <summary>
/// Filters over a register, and beside each choice the number of persons it would leave, among those whom all other
/// filters let pass.
/// </summary>
internal sealed class Facets(NewSearch search, DateOnly today)
{
    private const int MostChoices = 500;
    private readonly Dictionary<string, int> _kinds = new(StringComparer.Ordinal),
        _needs = new(StringComparer.Ordinal),
        _grids = new(StringComparer.Ordinal),
        _buildings = new(StringComparer.Ordinal);
    private int _unverified,
        _due,
        _ask,
        _visitDue,
        _visitAsks;

    /// <summary>Counts a person. Returns true when all filters let them pass. Facts that the asker cannot see do not filter.</summary>
    public bool Take(PersonKnown person, PersonSight sight, VisitStood visit)
    {
        var kinds =
            !sight.Kinds ? []
            : IsPast(person) ? ListOf.From(person.KindsOn(today))
            : person.Listed.Kinds;
        var (needs, building) = (person.Listed.Needs, person.Listed.Building ?? "");
        var (unverified, due) = (ResidentsQuery.IsUnverified(person, today), sight.Register && PersonSearch.IsDue(person, today));
        var ask = sight.Register && person.MustBeAsked(today);
        var (kind, need, grid, house, late, ends, asks) = (
            search.Kind is null || kinds.Contains(search.Kind, StringComparer.Ordinal),
            search.Need is null || needs.Contains(search.Need, StringComparer.Ordinal),
            search.Grid is null || person.Grid == search.Grid,
            search.Building is null || building == search.Building,
            !search.Unverified || unverified,
            !search.Due || due,
            !search.Ask || ask
        );
        var (visits, told) = (!search.VisitDue || visit.Due, !search.VisitAsks || visit.Asks);
        var stops = (kind ? 0 : 1) + (need ? 0 : 1) + (grid ? 0 : 1) + (house ? 0 : 1) + (late ? 0 : 1) + (ends ? 0 : 1) + (asks ? 0 : 1);
        stops += (visits ? 0 : 1) + (told ? 0 : 1);
        if (stops > 1)
            return false;
        if (stops == 0 || !kind)
            foreach (var one in kinds)
                Count(_kinds, one);
        if (stops == 0 || !need)
            foreach (var one in needs)
                Count(_needs, one);
        if ((stops == 0 || !grid) && person.Grid.Length > 0)
            Count(_grids, person.Grid);
        if ((stops == 0 || !house) && building.Length > 0)
            Count(_buildings, building);
        if (unverified && (stops == 0 || !late))
            _unverified++;
        if (due && (stops == 0 || !ends))
            _due++;
        if (ask && (stops == 0 || !asks))
            _ask++;
        if (visit.Due && (stops == 0 || !visits))
            _visitDue++;
        if (visit.Asks && (stops == 0 || !told))
            _visitAsks++;
        return stops == 0;
    }

    // Only a child's kind ends with a birthday; all others are used as they are, without a list of their own.
    private static bool IsPast(PersonKnown person) => person.Listed.Kinds.Contains(Kinds.LeftBehindMinor, StringComparer.Ordinal);

    /// <param name="one">True when it covers a single community: buildings of several have the same names.</param>
    public FacetsShown Shown(bool one) =>
        new(
            Listed(_kinds),
            Listed(_needs),
            one ? Listed(_grids) : [],
            one ? Listed(_buildings) : [],
            _unverified,
            _due,
            _ask,
            _visitDue,
            _visitAsks
        );

    private static void Count(Dictionary<string, int> counts, string code) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, code, out _)++;

    private static List<FacetShown> Listed(Dictionary<string, int> counts) =>
        [.. counts.OrderBy(one => one.Key, StringComparer.Ordinal).Take(MostChoices).Select(one => new FacetShown(one.Key, one.Value))];
}
