using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.Auditing;

/// <summary>Who may do what with the log of readings.</summary>
internal static class AuditPermissions
{
    public static readonly Permission AccessRead = new("access.read", [Auditor]);

    /// <summary>Which accounts have read unusually much.</summary>
    public static readonly Permission AccessAlarm = new("access.alarm", [Auditor, CountyCommander]);
}
