using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Counties;

/// <summary>Who may do what with a county's own deadlines; who confirms stands with the confirmations.</summary>
internal static class DeadlinePermissions
{
    public static readonly Permission Read = new("deadline.read", [.. Roles.County, Auditor, Operator]);

    /// <summary>Asks for a county's own deadline; another person of the county's desk confirms.</summary>
    public static readonly Permission Set = new("deadline.set", [CountyCommander]);
}
