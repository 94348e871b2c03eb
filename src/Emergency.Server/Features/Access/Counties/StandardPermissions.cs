using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Counties;

/// <summary>Permissions for rule packs and a county's own standards; the permission to confirm is with the confirmations.</summary>
internal static class StandardPermissions
{
    /// <summary>Reading the regulations that apply, their duties and evidence; nothing of it is secret.</summary>
    public static readonly Permission Read = new("standard.read", [.. Roles.County, Auditor, Operator]);

    /// <summary>Asking to adopt a draft in the county; another person of the county's desk confirms.</summary>
    public static readonly Permission Adopt = new("standard.adopt", [CountyCommander]);
}
