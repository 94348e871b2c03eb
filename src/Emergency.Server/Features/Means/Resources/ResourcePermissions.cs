using Emergency.Domain.Resources;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Resources;

/// <summary>Permissions for resources in an emergency.</summary>
internal static class ResourcePermissions
{
    public static readonly Permission Read = new(
        "resource.read",
        [.. Roles.County, StreetOfficer, Operator, .. Roles.Committee, .. Roles.Chiefs],
        inDrill: true
    );
    public static readonly Permission Keep = new("resource.keep", [StreetOfficer, Secretary])
    {
        Acts = [typeof(ResourceKept), typeof(ResourceEnded)],
    };
}
