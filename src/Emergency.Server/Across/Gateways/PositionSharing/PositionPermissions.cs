using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>Permissions for positions.</summary>
internal static class PositionPermissions
{
    public static readonly Permission Share = new(
        "position.share",
        [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );
}
