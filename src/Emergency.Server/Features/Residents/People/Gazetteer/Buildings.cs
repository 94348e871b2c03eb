using System.Runtime.CompilerServices;
using Emergency.Domain.Places;

namespace Emergency.Server.Features.People.Gazetteer;

/// <summary>
/// A possible place of a case, derived from the registered addresses: a building, or the middle of a grid or villagers'
/// group. It reveals no resident.
/// </summary>
/// <param name="Estate">Name that the addresses have before the building (小区, 家属院, 路名).</param>
/// <param name="Building">Null for a group.</param>
internal sealed record Spot(string Community, string Grid, string? Estate, string? Building, GeoPoint Point);

/// <summary>
/// The buildings of a community with three households or more, and for smaller ones the middle of their group: a point
/// never stands for fewer than three households.
/// </summary>
internal static class Buildings
{
    public const int Fewest = 3;

    // Buildings are cached as long as the register is unchanged.
    private static readonly ConditionalWeakTable<RegisterKnown, IReadOnlyList<Spot>> Gathered = [];

    /// <param name="name">The community's short name, which addresses begin with.</param>
    public static IReadOnlyList<Spot> Of(ResidentsKnown residents, string community, string name) =>
        Gathered.GetValue(residents.Register(community), _ => Gather([.. Located(residents, community)], community, name));

    /// <summary>The households of a building.</summary>
    public static IEnumerable<HouseholdKnown> Homes(ResidentsKnown residents, Spot spot, string name) =>
        Located(residents, spot.Community)
            .Where(home => home.Contact.Building?.Trim() == spot.Building && Estate(home, name) == spot.Estate);

    private static IEnumerable<HouseholdKnown> Located(ResidentsKnown residents, string community) =>
        residents.HouseholdsOf(community).Where(home => home.Contact.Location is not null && !home.Erased);

    private static IReadOnlyList<Spot> Gather(IReadOnlyList<HouseholdKnown> homes, string community, string name)
    {
        var buildings = homes
            .Where(home => !string.IsNullOrWhiteSpace(home.Contact.Building))
            .GroupBy(home => (Estate: Estate(home, name), Building: home.Contact.Building!.Trim()))
            .Where(of => of.Count() >= Fewest)
            .ToList();
        var covered = buildings.SelectMany(of => of).Select(home => home.Id).ToHashSet();
        var groups = homes
            .GroupBy(home => home.Grid, StringComparer.Ordinal)
            .Where(of => of.Count() >= Fewest && of.Any(home => !covered.Contains(home.Id)));
        return
        [
            .. buildings
                .Select(of => new Spot(community, of.First().Grid, of.Key.Estate, of.Key.Building, Middle(of)))
                .OrderBy(spot => spot.Estate, StringComparer.Ordinal)
                .ThenBy(spot => spot.Building!.Length)
                .ThenBy(spot => spot.Building, StringComparer.Ordinal),
            .. groups.Select(of => new Spot(community, of.Key, null, null, Middle(of))).OrderBy(spot => spot.Grid, StringComparer.Ordinal),
        ];
    }

    private static string? Estate(HouseholdKnown home, string name)
    {
        if (
            home.Contact.Address is not { } address
            || address.IndexOf(home.Contact.Building!.Trim(), StringComparison.Ordinal) is not (> 0 and var end)
        )
            return null;
        var before = address[..end].Trim();
        if (before.StartsWith(name, StringComparison.Ordinal))
            before = before[name.Length..].Trim();
        return before.Length is > 0 and <= 40 ? before : null;
    }

    private static GeoPoint Middle(IEnumerable<HouseholdKnown> homes)
    {
        var points = homes.Select(home => home.Contact.Location!.Point).ToList();
        return new(Math.Round(points.Average(at => at.Lon), 5), Math.Round(points.Average(at => at.Lat), 5));
    }
}
