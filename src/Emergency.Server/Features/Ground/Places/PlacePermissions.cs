using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Places;

/// <summary>Permissions for places and shelters.</summary>
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

    /// <summary>Opens, closes and counts. The holder of a shelter's key can do so for that shelter.</summary>
    public static readonly Permission ShelterEdit = new(
        "shelter.edit",
        [CountyDuty, StreetOfficer, Secretary, Operator],
        assigned: [ChildDirector, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    )
    {
        Acts = [typeof(ShelterOpened), typeof(ShelterClosed), typeof(ShelterCounted)],
    };

    /// <summary>Ends a place's use as a shelter.</summary>
    public static readonly Permission ShelterWithdraw = new("shelter.withdraw", [CountyDuty, StreetOfficer])
    {
        Acts = [typeof(ShelterWithdrawn)],
    };
}
