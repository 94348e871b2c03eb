using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Live;

/// <summary>Permissions for the live map.</summary>
internal static class LivePermissions
{
    public static readonly Permission Division = new(
        "live.division",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );
}
