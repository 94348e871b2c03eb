using Emergency.Domain.Care;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Care;

/// <summary>Who may do what with care.</summary>
internal static class CarePermissions
{
    public static readonly Permission Read = new(
        "care.read",
        [CivilAffairs, Secretary, ChildDirector],
        assigned: [StreetOfficer, .. Roles.Chiefs],
        inDrill: true
    );
    public static readonly Permission Open = new(
        "care.open",
        [CountyDuty, StreetOfficer, CivilAffairs, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts = [typeof(CareOpened)],
    };
    public static readonly Permission Act = new(
        "care.act",
        [CivilAffairs, .. Roles.Committee],
        assigned: [StreetOfficer, .. Roles.Chiefs],
        inDrill: true
    )
    {
        Acts = [typeof(AdultNamed), typeof(CareArranged), typeof(CareChecked), typeof(CareEnded)],
    };
}
