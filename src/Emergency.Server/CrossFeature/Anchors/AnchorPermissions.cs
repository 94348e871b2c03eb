using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.Anchors;

/// <summary>Who may do what with anchors.</summary>
internal static class AnchorPermissions
{
    /// <summary>The newest seal, to be kept outside.</summary>
    public static readonly Permission Read = new("anchor.read", [Auditor, Operator]);
}
