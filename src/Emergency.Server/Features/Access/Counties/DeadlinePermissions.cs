using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Counties;

/// <summary>Permissions for a county's own deadlines; the permission to confirm is with the confirmations.</summary>
internal static class DeadlinePermissions
{
    public static readonly Permission Read = new("deadline.read", [.. Roles.County, Auditor, Operator]);

    /// <summary>Asking for a county's own deadline; another person of the county's desk confirms.</summary>
    public static readonly Permission Set = new("deadline.set", [CountyCommander]);
}
