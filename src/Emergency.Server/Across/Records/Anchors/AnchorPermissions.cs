using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Anchors;

/// <summary>Permissions for anchors.</summary>
internal static class AnchorPermissions
{
    /// <summary>Reads the newest seal, to be kept outside.</summary>
    public static readonly Permission Read = new("anchor.read", [Auditor, Operator]);
}
