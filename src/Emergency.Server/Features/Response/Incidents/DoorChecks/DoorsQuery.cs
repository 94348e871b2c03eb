using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Places.Shapes;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>
/// Joins the states of doors with the register for one asker. Persons and households outside the asker's sight are left
/// out.
/// </summary>
/// <param name="given">Households of the asker's own tasks.</param>
internal sealed class DoorsQuery(IncidentSeen seen, IReadOnlySet<HouseholdId> given)
{
    /// <summary>Largest distance in metres between a building's middle and the given place of an incident in it.</summary>
    private const double SceneMetres = 60;
    private readonly ResidentsKnown _residents = seen.Known.Of<ResidentsKnown>(seen.Asked.Realm);
    private readonly DoorsKnown _doors = seen.Known.Of<DoorsKnown>(seen.Asked.Realm);
    private readonly DateOnly _today = Shanghai.Day(seen.Asked.Now);

    /// <summary>The communities whose doors are checked, or only the one named.</summary>
    public IEnumerable<string> Communities(string? only) => _doors.In(seen.Incident.Id).Where(code => only is null || code == only);

    /// <summary>True when the asker sees doors of the community by scope and not only by a task.</summary>
    public bool SeesByScope(string community) =>
        seen.Asked.Allow(IncidentPermissions.DoorsRead, seen.Asked.Within(IncidentPermissions.DoorsRead, community)).Grant is not null;

    public CommunityDoors In(string community)
    {
        var here = _doors.Here(seen.Incident.Id, community);
        var members = here.State.Persons.Values.Where(person => person.Household is not null).ToLookup(person => person.Household!.Value);
        List<PersonAtDoor> persons =
        [
            .. here
                .State.Persons.Values.Select(person => Shown(here, community, person))
                .OfType<PersonAtDoor>()
                .OrderBy(person => person.State)
                .ThenBy(person => Key(person.Door), StringComparer.Ordinal)
                .ThenBy(person => person.PersonId.Value),
        ];
        List<HouseholdDoor> households =
        [
            .. here
                .State.Households.Values.Select(household => Shown(here.State.Purpose, community, household, members[household.Id]))
                .OfType<HouseholdDoor>()
                .OrderBy(household => household.Worst)
                .ThenBy(household => Key(household.Door), StringComparer.Ordinal)
                .ThenBy(household => household.HouseholdId.Value),
        ];
        return new(
            community,
            seen.Known.Of<PlacesKnown>(seen.Asked.Realm).Name(community),
            here.State.Closed,
            here.State.Purpose,
            SeesByScope(community) ? DoorLights.Of(seen.Incident.Id, community, here) : null,
            persons,
            households,
            [.. Buildings(persons, households)],
            [
                .. Unplaced(community)
                    .Select(person => Shown(here, community, NotCounted(person)))
                    .OfType<PersonAtDoor>()
                    .OrderBy(person => person.Door.Grid, StringComparer.Ordinal)
                    .ThenBy(person => person.PersonId.Value),
            ]
        );
    }

    /// <summary>
    /// 不知道住哪栋: persons of a community inside a drawn area whose address nobody knows, less those somebody has counted by
    /// name.
    /// </summary>
    public IEnumerable<PersonKnown> Unplaced(string community) => Unplaced(seen, community);

    /// <summary>不知道住哪栋 for all communities of the area.</summary>
    public static IEnumerable<PersonKnown> Unplaced(IncidentSeen seen) =>
        (seen.Incident.State.Impact?.Communities ?? []).SelectMany(community => Unplaced(seen, community));

    private static IEnumerable<PersonKnown> Unplaced(IncidentSeen seen, string community)
    {
        var counted = seen.Known.Of<DoorsKnown>(seen.Asked.Realm).Of(seen.Incident.Id, community);
        return
            seen.Incident is { Running: true, State.Impact: { Area: not Area.Named } impact }
            && impact.Communities.Contains(community, StringComparer.Ordinal)
            && !counted.Closed
            ? seen
                .Known.Of<ResidentsKnown>(seen.Asked.Realm)
                .Unlocated(community)
                .Where(person =>
                    !counted.Persons.ContainsKey(person.Id) && !(person.Household is { } home && counted.Households.ContainsKey(home))
                )
            : [];
    }

    /// <summary>A person who is not counted, as if nobody had looked for them.</summary>
    public static DoorPerson NotCounted(PersonKnown person) =>
        new(person.Id, person.Household, false, DoorState.Unchecked, false, false, null);

    /// <summary>
    /// Places of the buildings of these doors: the middle of the points known in each. A building without any is left out;
    /// the point of a single door is never shown.
    /// </summary>
    private IEnumerable<BuildingAt> Buildings(List<PersonAtDoor> persons, List<HouseholdDoor> households)
    {
        var points = households
            .Select(household => (household.Door, _residents.Households.GetValueOrDefault(household.HouseholdId)?.Contact.Location?.Point))
            .Concat(
                persons.Select(person =>
                    (person.Door, _residents.Persons.GetValueOrDefault(person.PersonId) is { } known ? _residents.PointOf(known) : null)
                )
            );
        var all = points
            .Where(one => one is { Door.Building: not null, Item2: not null })
            .GroupBy(one => (one.Door.Grid, one.Door.Building))
            .OrderBy(building => building.Key.Grid, StringComparer.Ordinal)
            .ThenBy(building => building.Key.Building, StringComparer.Ordinal)
            .Select(building => new BuildingAt(
                building.Key.Grid,
                building.Key.Building!,
                new(building.Average(one => one.Item2!.Lon), building.Average(one => one.Item2!.Lat)),
                false
            ))
            .ToList();
        return Scene(all) is { } scene ? all.Select(building => building == scene ? building with { Scene = true } : building) : all;
    }

    private BuildingAt? Scene(List<BuildingAt> buildings)
    {
        if (seen.Incident.State is not { Location: { } location, Doubt: null })
            return null;
        var here = Ground.At(location.Point);
        return buildings
            .Select(building => (building, Metres: Earth.Distance(here, Ground.At(building.Point))))
            .Where(one => one.Metres <= SceneMetres)
            .OrderBy(one => one.Metres)
            .Select(one => one.building)
            .FirstOrDefault();
    }

    /// <summary>Sight of the asker on a person in the list; null where there is none.</summary>
    public PersonSight? Sight(Permission permission, string community, DoorPerson person) =>
        Sight(permission, PlaceOf(community, person), IsGiven(community, person));

    /// <summary>True when the person is behind a door of the asker's own tasks, or a visitor the asker has added.</summary>
    public bool IsGiven(string community, DoorPerson person) =>
        IsGiven(person.Household)
        || (
            person.Visitor
            && _doors.Here(seen.Incident.Id, community).Persons.GetValueOrDefault(person.Id)?.By?.Account == seen.Asked.Account
        );

    /// <summary>Place of a listed person: by the register, else at the household's door, else somewhere in the community.</summary>
    public Place PlaceOf(string community, DoorPerson person) =>
        _residents.Persons.GetValueOrDefault(person.Id)?.Place ?? PlaceOf(community, person.Household);

    public Place PlaceOf(string community, HouseholdId? household) =>
        household is { } id && _residents.Households.TryGetValue(id, out var home) ? home.Place : new(community);

    public bool IsGiven(HouseholdId? household) => household is { } id && given.Contains(id);

    private PersonSight? Sight(Permission permission, Place place, bool given)
    {
        // A county sees doors only inside the area of an open incident.
        var sight = PersonSight.Of(seen.Asked, permission, place, given);
        return sight is { ByTask: false, Role: Role.CountyCommander or Role.CountyDuty } && !seen.Incident.Running ? null : sight;
    }

    private PersonAtDoor? Shown(DoorsHere here, string community, DoorPerson person)
    {
        if (Sight(IncidentPermissions.DoorsRead, community, person) is not { } sight)
            return null;
        var known = _residents.Persons.GetValueOrDefault(person.Id);
        return new(
            person.Id,
            person.Household,
            StateFor(sight, person.State),
            person.TakenOver,
            person.Visitor,
            person.Outside,
            person.CheckedAt,
            known is null ? "" : Masks.Name(known.Contact.Name),
            known?.Erased ?? (!person.Visitor && here.State.Persons.ContainsKey(person.Id)),
            known?.IsMinor(_today) ?? false,
            DoorOf(known, person.Household),
            known?.Listed.Needs ?? [],
            sight.Kinds && known is not null ? [.. known.KindsOn(_today)] : null,
            DisputeShown.Of(person.Dispute, state => StateFor(sight, state)),
            person.Called is { } call ? new(call.To, call.At, call.By.Role) : null
        );
    }

    private HouseholdDoor? Shown(AreaPurpose purpose, string community, DoorHousehold household, IEnumerable<DoorPerson> persons)
    {
        if (Sight(IncidentPermissions.DoorsRead, PlaceOf(community, household.Id), IsGiven(household.Id)) is not { } sight)
            return null;
        var home = _residents.Households.GetValueOrDefault(household.Id);
        var (worst, settled, others) = Figures.Look(household, persons, purpose);
        return new(
            household.Id,
            StateFor(sight, household.State),
            StateFor(sight, worst),
            settled,
            household.TakenOver,
            household.Outside,
            household.CheckedAt,
            household.Members,
            others,
            home is null ? "" : Masks.Name(home.Contact.Head),
            DoorOf(home),
            [
                .. persons
                    .SelectMany(person => _residents.Persons.GetValueOrDefault(person.Id)?.Listed.Needs ?? [])
                    .Distinct(StringComparer.Ordinal),
            ],
            DisputeShown.Of(household.Dispute, state => StateFor(sight, state)),
            Math.Min(household.NotMet, others)
        );
    }

    /// <summary>The door of a person: the register's, filled up from the household's.</summary>
    public DoorShown DoorOf(PersonKnown? person, HouseholdId? household)
    {
        var home = DoorOf(household is { } id ? _residents.Households.GetValueOrDefault(id) : null);
        return person is null
            ? home
            : new(
                person.Grid,
                person.Listed.Building ?? home.Building,
                person.Listed.Unit ?? home.Unit,
                person.Listed.Floor ?? home.Floor,
                person.Listed.Room ?? home.Room
            );
    }

    private static DoorShown DoorOf(HouseholdKnown? home) =>
        home is null
            ? new(null, null, null, null, null)
            : new(home.Grid, home.Contact.Building, home.Contact.Unit, home.Contact.Floor, home.Contact.Room);

    /// <summary>The state as far as this asker can see it.</summary>
    public static DoorState StateFor(PersonSight sight, DoorState state) =>
        state == DoorState.HandedOver && sight is { HandedOver: false } ? DoorState.Moved : state;

    private static string Key(DoorShown door) =>
        $"{door.Grid}\u0001{door.Building, 8}\u0001{door.Unit, 6}\u0001{door.Floor ?? 0:000}\u0001{door.Room, 6}";
}
