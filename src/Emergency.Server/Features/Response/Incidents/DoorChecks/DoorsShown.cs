using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>The doors of an incident visible to the asker, worst first. Names are masked; names and numbers come by list/open.</summary>
internal sealed record DoorsShown(IncidentId Incident, IReadOnlyList<CommunityDoors> Communities, long Position);

/// <summary>A community's doors. Figures count everybody and are shown only to askers who see the community by scope.</summary>
/// <param name="Purpose">The purpose of the area: it decides which states settle a door, and the words of the count.</param>
/// <param name="Unplaced">不知道住哪栋: persons of the community whose address nobody knows. They are in no figure until
/// somebody marks them.</param>
/// <param name="Buildings">Places of the doors' buildings, as far as anybody knows.</param>
internal sealed record CommunityDoors(
    string Community,
    string Name,
    bool Closed,
    AreaPurpose Purpose,
    FiguresLight? Figures,
    IReadOnlyList<PersonAtDoor> Persons,
    IReadOnlyList<HouseholdDoor> Households,
    IReadOnlyList<BuildingAt> Buildings,
    IReadOnlyList<PersonAtDoor> Unplaced
);

/// <summary>A building on the map, WGS84.</summary>
/// <param name="Scene">True for the building nearest to the incident's own point, within 60 m.</param>
internal sealed record BuildingAt(string? Grid, string Building, GeoPoint Point, bool Scene);

/// <summary>
/// A person at risk, or a visitor. <paramref name="Name"/> is a mask, empty for an unknown person;
/// <paramref name="Kinds"/> only for askers who can see them.
/// </summary>
internal sealed record PersonAtDoor(
    PersonId PersonId,
    HouseholdId? HouseholdId,
    DoorState State,
    bool TakenOver,
    bool Visitor,
    bool Outside,
    DateTimeOffset? CheckedAt,
    string Name,
    bool Erased,
    bool Minor,
    DoorShown Door,
    ListOf<string> Needs,
    IReadOnlyList<string>? Kinds,
    DisputeShown? Dispute,
    CallShown? Called
);

/// <summary>
/// A household: its worst state, whether everybody in it is settled, and the state of its members who are no persons at
/// risk (<paramref name="Others"/> of <paramref name="Members"/>), of whom <paramref name="NotMet"/> were met by nobody.
/// </summary>
internal sealed record HouseholdDoor(
    HouseholdId HouseholdId,
    DoorState State,
    DoorState Worst,
    bool Settled,
    bool TakenOver,
    bool Outside,
    DateTimeOffset? CheckedAt,
    int Members,
    int Others,
    string Head,
    DoorShown Door,
    IReadOnlyList<string> Needs,
    DisputeShown? Dispute,
    int NotMet
);

/// <summary>
/// Two contrary reports on a door: the present one, and one that arrived later though it was made before. By role, never
/// by name. The worse of both is the state until somebody marks the door again.
/// </summary>
internal sealed record DisputeShown(SayingShown Stands, SayingShown Late)
{
    public static DisputeShown? Of(Dispute? dispute, Func<DoorState, DoorState> seenAs)
    {
        SayingShown Shown(Saying said) => new(seenAs(said.State), said.At, said.By.Role);
        return dispute is null ? null : new(Shown(dispute.Stands), Shown(dispute.Late));
    }
}

internal sealed record SayingShown(DoorState State, DateTimeOffset At, Role Role);

/// <summary>The newest call for a person: callee, time, and role of the caller.</summary>
internal sealed record CallShown(Callee To, DateTimeOffset At, Role Role);
