using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>里面还有谁 of a building, for somebody without an account: door, need and state, no name.</summary>
internal sealed class BuildingDoors(ResidentsKnown residents, Doors doors, LinkedBuilding at, DateOnly today)
{
    private readonly ILookup<HouseholdId, DoorPerson> _behind = doors
        .Persons.Values.Where(person => person.Household is not null)
        .ToLookup(person => person.Household!.Value);

    private IEnumerable<DoorHousehold> Homes => doors.Households.Values.Where(home => IsHere(Home(home.Id)));

    // Visitors, and persons whose household is not counted, have entries of their own.
    private IEnumerable<DoorPerson> Alone =>
        doors.Persons.Values.Where(person => person.Household is not { } id || !doors.Households.ContainsKey(id)).Where(IsHere);

    /// <summary>True when any door of the building is checked.</summary>
    public bool Any => Homes.Any() || Alone.Any();

    /// <summary>Persons of whom something is shown.</summary>
    public ListOf<PersonId> Persons => [.. Homes.SelectMany(home => _behind[home.Id]).Concat(Alone).Select(person => person.Id)];

    /// <summary>The middle of its doors; null where the register knows no point of any.</summary>
    public GeoPoint? Middle
    {
        get
        {
            var points = Homes.Select(home => Home(home.Id)?.Contact.Location?.Point).OfType<GeoPoint>().ToList();
            return points.Count == 0 ? null : new(points.Average(one => one.Lon), points.Average(one => one.Lat));
        }
    }

    /// <summary>The building at this moment; null where none of its doors is checked.</summary>
    /// <param name="incident">Kind of incident: fire, flood.</param>
    public LinkDoors? Shown(string incident)
    {
        if (!Any)
            return null;
        List<(LinkDoor Door, int People)> all =
        [
            .. Homes.Select(home => Of(home, [.. _behind[home.Id]])),
            .. Alone.Select(person => (Of(person), 1)),
        ];
        return new(
            at.Name,
            incident,
            Homes.Count(),
            all.Sum(one => one.People),
            all.Sum(one => one.Door.AtRisk + one.Door.Others),
            [
                .. all.Select(one => one.Door)
                    .Where(door => door.AtRisk + door.Others > 0)
                    .OrderBy(door => door.AtRisk == 0)
                    .ThenBy(door => door.State)
                    .ThenByDescending(door => door.Floor)
                    .ThenBy(door => $"{door.Unit, 6}\u0001{door.Room, 6}", StringComparer.Ordinal),
            ]
        );
    }

    private (LinkDoor Door, int People) Of(DoorHousehold household, IReadOnlyList<DoorPerson> persons)
    {
        var (worst, _, others) = Figures.Look(household, persons, doors.Purpose);
        var home = Home(household.Id)!;
        var notMet = Doors.IsSettled(household.State, household.TakenOver, doors.Purpose) ? Math.Min(household.NotMet, others) : others;
        var door = Door(home.Contact.Unit, home.Contact.Floor, home.Contact.Room, worst, household.CheckedAt, persons, notMet);
        return (door, others + persons.Count);
    }

    private LinkDoor Of(DoorPerson person)
    {
        var contact = residents.Persons.GetValueOrDefault(person.Id)?.Contact;
        return Door(contact?.Unit, contact?.Floor, contact?.Room, person.State, person.CheckedAt, [person], 0);
    }

    private LinkDoor Door(
        string? unit,
        int? floor,
        string? room,
        DoorState state,
        DateTimeOffset? checkedAt,
        IReadOnlyList<DoorPerson> persons,
        int others
    )
    {
        var inside = persons.Where(person => !Doors.IsSettled(person.State, person.TakenOver, doors.Purpose)).ToList();
        var known = inside.Select(person => residents.Persons.GetValueOrDefault(person.Id)).OfType<PersonKnown>().ToList();
        return new(
            unit,
            floor,
            room,
            state,
            inside.Count,
            others,
            known.Count(person => person.IsMinor(today)),
            [.. known.SelectMany(person => person.Listed.Needs).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            checkedAt
        );
    }

    private HouseholdKnown? Home(HouseholdId id) => residents.Households.GetValueOrDefault(id);

    private bool IsHere(HouseholdKnown? home) => home is not null && home.Grid == at.Grid && home.Contact.Building == at.Name;

    private bool IsHere(DoorPerson person) =>
        residents.Persons.GetValueOrDefault(person.Id) is { } known
            ? known.Grid == at.Grid && known.Contact.Building == at.Name
            : person.Household is { } id && IsHere(Home(id));
}
