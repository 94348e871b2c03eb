using Emergency.Domain.Authorities;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Authorities;

/// <summary>Permissions for duty desks.</summary>
internal static class DutyPermissions
{
    /// <summary>Reading the roster of one's own authority's desk, of those below and of those above within the county.</summary>
    public static readonly Permission Read = new(
        "duty.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Operator, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );

    /// <summary>The roster and 交班 of one's own authority only.</summary>
    public static readonly Permission Edit = new("duty.edit", [.. Roles.County, StreetOfficer])
    {
        Acts = [typeof(OfficerRecorded), typeof(OfficerRemoved), typeof(TurnRostered), typeof(TurnStruck), typeof(DeskHandedOver)],
    };
}
