using Emergency.Domain.Authorities;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Authorities;

/// <summary>Who may do what with duty desks.</summary>
internal static class DutyPermissions
{
    /// <summary>Who has the duty desk: of one's own authority, of those below and of those above within the county.</summary>
    public static readonly Permission Read = new(
        "duty.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Operator, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );

    /// <summary>The roster and 交班 of just one's own authority.</summary>
    public static readonly Permission Edit = new("duty.edit", [.. Roles.County, StreetOfficer])
    {
        Acts = [typeof(OfficerRecorded), typeof(OfficerRemoved), typeof(TurnRostered), typeof(TurnStruck), typeof(DeskHandedOver)],
    };
}
