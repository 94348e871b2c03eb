using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;

namespace Emergency.Server.Features.People;

/// <summary>Who and which households are inside an area: exactly, holes respected, a point on the border is inside. Whether consent was given plays no part.</summary>
internal static class Inside
{
    /// <summary>Persons whose point is inside; by named places, those who live there. In no order.</summary>
    public static IEnumerable<PersonKnown> PersonsIn(this ResidentsKnown known, Area area)
    {
        return area is Area.Named named
            ? named
                .Places.SelectMany(place =>
                    known.RegistersIn(place.Division).SelectMany(known.PersonsOf).Where(person => Of(place).Covers(person.Place))
                )
                .DistinctBy(person => person.Id)
            : known.PersonGrid.Within(area).Select(id => known.Persons[id]);
    }

    public static IEnumerable<HouseholdKnown> HouseholdsIn(this ResidentsKnown known, Area area)
    {
        return area is Area.Named named
            ? named
                .Places.SelectMany(place =>
                    known.RegistersIn(place.Division).SelectMany(known.HouseholdsOf).Where(household => Of(place).Covers(household.Place))
                )
                .DistinctBy(household => household.Id)
            : known.HouseholdGrid.Within(area).Select(id => known.Households[id]);
    }

    /// <summary>Codes of the communities an area concerns, in order: those whose ground it shares, and those in whose register somebody inside stands.</summary>
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

    private static Scope Of(Place place) => new(place.Division, place.Grid, place.Building, place.Unit);
}
