using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.People;

namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>里面还有谁, 谁去敲: persons inside an area, with shelters and stock nearby.</summary>
/// <param name="Drawn">False where nobody has drawn an area yet: the area is then the usual circle, and there are no rows.</param>
/// <param name="Version">Version of the drawn area, 1, 2, 3 …; 0 where none is drawn.</param>
/// <param name="Needs">Persons by need, the most urgent need first. A person can have several.</param>
/// <param name="Kinds">Persons by kind, as counts only, of those whose kinds the asker can see; none outside an incident.</param>
/// <param name="Rows">Persons, those who cannot walk alone first. Null where the asker cannot see doors or nothing is drawn.</param>
/// <param name="More">Rows left out because there are more than 2,000.</param>
internal sealed record ImpactShown(
    IncidentId? Incident,
    bool Drawn,
    int Version,
    Area Area,
    ImpactCounts Total,
    IReadOnlyList<CodeCount> Needs,
    IReadOnlyList<CodeCount> Kinds,
    IReadOnlyList<CommunityInside> Communities,
    IReadOnlyList<PersonInside>? Rows,
    int More,
    IReadOnlyList<ShelterNear> Shelters,
    IReadOnlyList<StockNear> Stock,
    long Position
);

/// <summary>
/// Persons at risk (null where so few would identify somebody, see <see cref="CountFloors"/>), households, people living
/// in them. <paramref name="Unlocated"/>: persons of the communities concerned whose address nobody knows. They are in
/// no area, so somebody must ask for them.
/// </summary>
internal sealed record ImpactCounts(int? Persons, int Households, int People, int Unlocated)
{
    public static ImpactCounts operator +(ImpactCounts left, ImpactCounts right) =>
        new(left.Persons + right.Persons, left.Households + right.Households, left.People + right.People, left.Unlocated + right.Unlocated);

    public static ImpactCounts Add(ImpactCounts left, ImpactCounts right) => left + right;
}

internal sealed record CodeCount(string Code, int Persons);

/// <summary>A community the area concerns, the figures of its part inside, and the people on duty there now.</summary>
internal sealed record CommunityInside(string Community, string Name, ImpactCounts Counts, IReadOnlyList<OnDutyShown> OnDuty);

/// <summary>
/// A person inside, masked, with everybody responsible for the door. <paramref name="Kinds"/> only for askers who can
/// see them.
/// </summary>
internal sealed record PersonInside(
    PersonId PersonId,
    HouseholdId? HouseholdId,
    string Community,
    string Name,
    bool Minor,
    DoorShown Door,
    ListOf<string> Needs,
    IReadOnlyList<string>? Kinds,
    DoorState State,
    bool TakenOver,
    IReadOnlyList<ResponsibleShown> Responsible
);

/// <summary>A shelter, fit ones first, then indoor, then near. <paramref name="Metres"/> from the middle of the area; <paramref name="Unfit"/>: hazard, inside, full.</summary>
internal sealed record ShelterNear(
    ShelterId Id,
    string Name,
    string Community,
    bool Fit,
    IReadOnlyList<string> Unfit,
    bool? Indoor,
    bool? BarrierFree,
    int? Metres,
    int Capacity,
    int Occupancy,
    bool Open,
    GeoPoint? Point
);

/// <summary>
/// Stock inside the communities concerned, then in those next to them. <paramref name="Free"/> is not reserved or
/// issued.
/// </summary>
internal sealed record StockNear(
    string Community,
    bool Inside,
    LotId LotId,
    string Name,
    string Category,
    string Unit,
    int Free,
    bool Expired,
    string Location,
    MemberId? Keeper
);
