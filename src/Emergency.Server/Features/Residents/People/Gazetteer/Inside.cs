using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Features.People.Gazetteer;

/// <summary>
/// Finds persons and households inside an area: exactly, holes respected, a point on the border is inside. Consent plays
/// no part.
/// </summary>
internal static class Inside
{
    /// <summary>
    /// Persons inside by their own point, or the household's, or the building's; for named places their residents. In no
    /// order.
    /// </summary>
    public static IEnumerable<PersonKnown> PersonsIn(this ResidentsKnown known, Area area)
    {
        return area is Area.Named named
            ? named
                .Places.SelectMany(place =>
                    known.RegistersIn(place.Division).SelectMany(known.PersonsOf).Where(person => Of(place).Covers(person.Place))
                )
                .DistinctBy(person => person.Id)
            : known
                .PersonGrid.Within(area)
                .Select(id => known.Persons[id])
                .Concat(known.AtBuildings(area, at => at.Persons, known.Persons));
    }

    public static IEnumerable<HouseholdKnown> HouseholdsIn(this ResidentsKnown known, Area area)
    {
        return area is Area.Named named
            ? named
                .Places.SelectMany(place =>
                    known.RegistersIn(place.Division).SelectMany(known.HouseholdsOf).Where(household => Of(place).Covers(household.Place))
                )
                .DistinctBy(household => household.Id)
            : known
                .HouseholdGrid.Within(area)
                .Select(id => known.Households[id])
                .Concat(known.AtBuildings(area, at => at.Households, known.Households));
    }

    // A building inside has a resident inside with a point: only registers of such residents are searched.
    private static IEnumerable<T> AtBuildings<TId, T>(
        this ResidentsKnown known,
        Area area,
        Func<BuildingPoints, IReadOnlyDictionary<TId, GeoPoint>> of,
        Book<TId, T> book
    )
        where TId : notnull, IEquatable<TId>
        where T : class
    {
        var communities = known
            .PersonGrid.Within(area)
            .Select(id => known.Persons[id].Community)
            .Concat(known.HouseholdGrid.Within(area).Select(id => known.Households[id].Community))
            .ToHashSet(StringComparer.Ordinal);
        var points = communities.SelectMany(community => of(BuildingPoints.Of(known, community)));
        return PointGrid<TId>
            .Empty.AddRange(points.Select(one => KeyValuePair.Create(one.Key, Ground.At(one.Value))))
            .Within(area)
            .Select(id => book[id]);
    }

    /// <summary>
    /// The point at which to look for a person: the own point, else the household's, else the building's; null where none is
    /// known.
    /// </summary>
    public static GeoPoint? Whereabouts(this ResidentsKnown known, PersonKnown person) =>
        known.PointOf(person) ?? BuildingPoints.Of(known, person.Community).Persons.GetValueOrDefault(person.Id);

    /// <summary>The point of a household: its own, else the building's.</summary>
    public static GeoPoint? Whereabouts(this ResidentsKnown known, HouseholdKnown home) =>
        home.Contact.Location?.Point ?? BuildingPoints.Of(known, home.Community).Households.GetValueOrDefault(home.Id);

    /// <summary>
    /// Persons of a community whom no drawn area can hold because nobody knows their address: somebody must ask for them by
    /// name.
    /// </summary>
    public static IEnumerable<PersonKnown> Unlocated(this ResidentsKnown known, string community) =>
        BuildingPoints.Of(known, community).Unlocated.Select(id => known.Persons[id]);

    /// <summary>
    /// Codes of the communities an area concerns, in order: those whose ground it shares, and those with a registered person
    /// inside.
    /// </summary>
    public static IReadOnlyList<string> Concerned(this ResidentsKnown known, PlacesKnown places, Area area) =>
        [
            .. places
                .Touching(area)
                .Concat(known.PersonsIn(area).Select(person => person.Community))
                .Concat(known.HouseholdsIn(area).Select(household => household.Community))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    public static IReadOnlyList<TId> Within<TId>(this PointGrid<TId> grid, Area area)
        where TId : notnull, IEquatable<TId> =>
        area switch
        {
            Area.Circle circle => grid.Inside(Ground.Of(circle)),
            Area.Polygons polygons => grid.Inside(Ground.Of(polygons)),
            _ => throw new Unforeseen(area),
        };

    /// <summary>Tells whether an area holds somebody registered at a place, whose point may be unknown.</summary>
    public static bool Holds(this Area area, Place place, GeoPoint? point) =>
        area switch
        {
            Area.Named named => named.Places.Any(part => Of(part).Covers(place)),
            Area.Circle circle => point is not null && Ground.Of(circle).Holds(Ground.At(point)),
            Area.Polygons polygons => point is not null
                && PointGrid<int>.Empty.Add(0, Ground.At(point)).Inside(Ground.Of(polygons)).Count > 0,
            _ => throw new Unforeseen(area),
        };

    private static Scope Of(Place place) => new(place.Division, place.Grid, place.Building, place.Unit);
}
