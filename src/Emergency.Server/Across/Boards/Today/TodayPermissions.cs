using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Today;

/// <summary>Permission to see the due work of a street or community; each line only for askers who may read its subject.</summary>
internal static class TodayPermissions
{
    public static readonly Permission Read = new("today.read", [StreetOfficer, .. Roles.Committee]);
}
