using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Retaining;

/// <summary>Permissions for data that have reached their term.</summary>
internal static class RetentionPermissions
{
    /// <summary>
    /// 到期待处理: reads the data that the asker must destroy, keep or archive; roles that can hold data see them too. The data themselves
    /// determine who decides about them.
    /// </summary>
    public static readonly Permission Read = new("retention.read", [StreetOfficer, CivilAffairs, Auditor, Operator, Secretary]);
    public static readonly Permission Decide = new("retention.decide", [StreetOfficer, CivilAffairs, Operator, Secretary]);
}
