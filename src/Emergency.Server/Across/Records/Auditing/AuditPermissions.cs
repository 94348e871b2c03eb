using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Auditing;

/// <summary>Permissions for the log of readings.</summary>
internal static class AuditPermissions
{
    public static readonly Permission AccessRead = new("access.read", [Auditor]);

    /// <summary>Reads the accounts with unusually many readings.</summary>
    public static readonly Permission AccessAlarm = new("access.alarm", [Auditor, CountyCommander]);
}
