using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Places;

/// <summary>Who may do what with places and shelters.</summary>
internal static class PlacePermissions
{
    public static readonly Permission Read = new(
        "place.read",
        [
            .. Roles.County,
            StreetOfficer,
            Department,
            CivilAffairs,
            ChildSupervisor,
            Clinic,
            Auditor,
            Operator,
            .. Roles.Committee,
            .. Roles.Chiefs,
            .. Roles.Lay,
        ],
        inDrill: true
    );

    /// <summary>Draws the boundary of a community by hand.</summary>
    public static readonly Permission Draw = new("place.draw", [CountyDuty, StreetOfficer]);
    public static readonly Permission Import = new("place.import", [CountyDuty, Operator]);
    public static readonly Permission ShelterRead = new(
        "shelter.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Operator, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );

    /// <summary>Opens, closes and counts; who has the key of one does so for that one.</summary>
    public static readonly Permission ShelterEdit = new(
        "shelter.edit",
        [CountyDuty, StreetOfficer, Secretary, Operator],
        assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(ShelterOpened), typeof(ShelterClosed), typeof(ShelterCounted)],
    };

    /// <summary>Says that a place is a shelter no more.</summary>
    public static readonly Permission ShelterWithdraw = new("shelter.withdraw", [CountyDuty, StreetOfficer])
    {
        Acts = [typeof(ShelterWithdrawn)],
    };
}
