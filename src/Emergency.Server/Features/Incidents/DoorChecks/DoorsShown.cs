using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>The doors of an incident that the asker may see, worst first. Names are masked; names and numbers come by list/open.</summary>
internal sealed record DoorsShown(IncidentId Incident, IReadOnlyList<CommunityDoors> Communities, long Position);

/// <summary>One community's doors. Figures count everybody and are shown only to who sees the community by scope.</summary>
/// <param name="Purpose">The purpose of the area: it says which states settle a door, and in which words they are counted.</param>
/// <param name="Unplaced">不知道住哪栋: of the community, but nobody knows where they live. In no figure until somebody marks them.</param>
/// <param name="Buildings">Where the doors' buildings stand, as far as anybody knows.</param>
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
/// <param name="Scene">True of the building nearest to the incident's own point, within 60 m.</param>
internal sealed record BuildingAt(string? Grid, string Building, GeoPoint Point, bool Scene);

/// <summary>A person at risk, or a visitor. <paramref name="Name"/> is a mask, empty for who is unknown; <paramref name="Kinds"/> only for who may.</summary>
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

/// <summary>A household: its worst state, whether everybody in it is settled, and the state of its members who are no persons at risk (<paramref name="Others"/> of <paramref name="Members"/>), of whom <paramref name="NotMet"/> nobody met.</summary>
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

/// <summary>Two people said different things of a door: what stood, and what came later though it was said before. By role, never by name; the worse of both is the state until somebody marks the door again.</summary>
internal sealed record DisputeShown(SayingShown Stands, SayingShown Late)
{
    public static DisputeShown? Of(Dispute? dispute, Func<DoorState, DoorState> seenAs)
    {
        SayingShown Shown(Saying said) => new(seenAs(said.State), said.At, said.By.Role);
        return dispute is null ? null : new(Shown(dispute.Stands), Shown(dispute.Late));
    }
}

internal sealed record SayingShown(DoorState State, DateTimeOffset At, Role Role);

/// <summary>The newest call for a person: who was dialled, when, by which role.</summary>
internal sealed record CallShown(Callee To, DateTimeOffset At, Role Role);
