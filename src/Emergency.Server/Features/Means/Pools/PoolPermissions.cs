using Emergency.Domain.Pools;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Pools;

/// <summary>Permissions for a street's pool of 下沉力量.</summary>
internal static class PoolPermissions
{
    public static readonly Permission Read = new("pool.read", [.. Roles.County, StreetOfficer]);
    public static readonly Permission Edit = new("pool.edit", [StreetOfficer])
    {
        Acts = [typeof(StaffAdded), typeof(StaffRemoved), typeof(StaffLent)],
    };
}
