using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.Retaining;

/// <summary>Who may do what with what has reached its term.</summary>
internal static class RetentionPermissions
{
    /// <summary>到期待处理: what of one's own to destroy, keep or archive; who may hold sees it too. Whether just this one is theirs to decide follows from what it is.</summary>
    public static readonly Permission Read = new("retention.read", [StreetOfficer, CivilAffairs, Auditor, Operator, Secretary]);
    public static readonly Permission Decide = new("retention.decide", [StreetOfficer, CivilAffairs, Operator, Secretary]);
}
