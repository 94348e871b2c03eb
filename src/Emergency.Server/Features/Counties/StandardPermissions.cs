using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Counties;

/// <summary>Who may do what with rule packs and a county's own standards; who confirms stands with the confirmations.</summary>
internal static class StandardPermissions
{
    /// <summary>Which regulations apply, what each asks of whom, and what shows it: nothing of it is secret.</summary>
    public static readonly Permission Read = new("standard.read", [.. Roles.County, Auditor, Operator]);

    /// <summary>Asks that a draft counts in the county; another person of the county's desk confirms.</summary>
    public static readonly Permission Adopt = new("standard.adopt", [CountyCommander]);
}
