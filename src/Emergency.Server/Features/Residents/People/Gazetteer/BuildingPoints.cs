using System.Runtime.CompilerServices;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Features.People.Gazetteer;

/// <summary>
/// Points for persons of whom only the building is known: the middle of the points of other residents there. Two estates
/// of a community can both have a 6号楼: an address that does not tell them apart, or names a third, gives no point.
/// </summary>
internal sealed class BuildingPoints
{
    /// <summary>Largest distance in metres between points of the same building.</summary>
    private const double OneBuilding = 150;

    // Points are cached as long as the register is unchanged.
    private static readonly ConditionalWeakTable<RegisterKnown, BuildingPoints> Gathered = [];

    private readonly ILookup<string, (string? Estate, GeoPoint Point)> _known;
    private readonly Dictionary<PersonId, GeoPoint> _persons;
    private readonly Dictionary<HouseholdId, GeoPoint> _households;

    private BuildingPoints(ResidentsKnown residents, string community)
    {
        var homes = residents.HouseholdsOf(community).Where(home => !home.Erased).ToList();
        var persons = residents.PersonsOf(community).ToList();
        _known = homes
            .Select(home => (home.Contact.Building, home.Contact.Address, home.Contact.Location))
            .Concat(
                persons
                    .Where(person => person is { Location: not null, Listed.Building: not null })
                    .Select(person => (person.Listed.Building, person.Contact.Address, person.Location))
            )
            .Where(one => one is { Building: not null, Location: not null })
            .Select(one => (Building: Addresses.Plain(one.Building!), Estate: Estate(one.Address, one.Building!), one.Location!.Point))
            .GroupBy(one => (one.Building, one.Estate))
            .Select(of => (of.Key.Building, of.Key.Estate, Point: Middle([.. of.Select(one => one.Point)])))
            .ToLookup(one => one.Building, one => (one.Estate, one.Point), StringComparer.Ordinal);
        _persons = (
            from person in persons
            where residents.PointOf(person) is null
            let home = person.Household is { } id ? residents.Households.GetValueOrDefault(id) : null
            let point = Find(person.Listed.Building ?? home?.Contact.Building, person.Contact.Address ?? home?.Contact.Address)
            where point is not null
            select KeyValuePair.Create(person.Id, point)
        ).ToDictionary();
        _households = (
            from home in homes
            where home is { Contact.Location: null, Into: null }
            let point = Find(home.Contact.Building, home.Contact.Address)
            where point is not null
            select KeyValuePair.Create(home.Id, point)
        ).ToDictionary();
        Unlocated =
        [
            .. persons.Where(person => residents.PointOf(person) is null && !_persons.ContainsKey(person.Id)).Select(person => person.Id),
        ];
    }

    /// <summary>Points of persons without a point of their own or of their household: that of their building.</summary>
    public IReadOnlyDictionary<PersonId, GeoPoint> Persons => _persons;

    public IReadOnlyDictionary<HouseholdId, GeoPoint> Households => _households;

    /// <summary>Persons whose building is unknown, or whose building has no known point.</summary>
    public IReadOnlyList<PersonId> Unlocated { get; }

    public static BuildingPoints Of(ResidentsKnown residents, string community) =>
        Gathered.GetValue(residents.Register(community), _ => new(residents, community));

    // A register without a column for the building has its name in the address.
    private GeoPoint? Find(string? building, string? address)
    {
        var said = address is null ? null : Addresses.Plain(address);
        var name =
            building is not null ? Addresses.Plain(building)
            : said is null ? null
            : _known.Where(one => Addresses.Holds(said, one.Key)).MaxBy(one => one.Key.Length)?.Key;
        if (name is null)
            return null;
        var mine = Estate(address, name);
        var points = _known[name].Where(one => Agree(one.Estate, mine)).Select(one => one.Point).ToList();
        // An estate is written in several ways; points farther apart are two buildings with the same number.
        return points.Count > 0 && points.TrueForAll(one => Earth.Distance(Ground.At(points[0]), Ground.At(one)) <= OneBuilding)
            ? Middle(points)
            : null;
    }

    // 义阳社区例园小区 and 例园小区 are the same. An address without an estate fits any estate.
    private static bool Agree(string? one, string? other) =>
        one is null || other is null || one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal);

    // Text before the building: 例园小区 in 例园小区6号楼1单元103.
    private static string? Estate(string? address, string building)
    {
        var (said, named) = (address is null ? "" : Addresses.Plain(address), Addresses.Plain(building));
        var at = said.IndexOf(named, StringComparison.Ordinal);
        return at > 0 ? said[..at] : null;
    }

    private static GeoPoint Middle(IReadOnlyList<GeoPoint> points) => new(points.Average(at => at.Lon), points.Average(at => at.Lat));
}
