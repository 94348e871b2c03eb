using Emergency.Domain.GroundObjects;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>Permissions for hydrants, gates and buildings on the ground.</summary>
internal static class GroundPermissions
{
    public static readonly Permission Read = new(
        "ground.read",
        [.. Roles.County, StreetOfficer, Operator, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );
    public static readonly Permission Keep = new("ground.keep", [CountyDuty, StreetOfficer, Secretary, Operator])
    {
        Acts = [typeof(GroundRecorded), typeof(GroundRemoved), typeof(GroundKept), typeof(GroundEnded)],
    };
}
