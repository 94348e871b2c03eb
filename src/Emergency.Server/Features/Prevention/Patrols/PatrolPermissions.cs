using Emergency.Domain.Patrols;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Patrols;

/// <summary>Permissions for patrols. Nobody patrols in a drill.</summary>
internal static class PatrolPermissions
{
    private const string Live = "patrol.live-only";

    public static readonly Permission Read = new("patrol.read", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs]) { LiveOnly = Live };

    public static readonly Permission Walk = new("patrol.walk", [.. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
        Acts = [typeof(StopWasTold), typeof(PatrolWalked)],
    };

    public static readonly Permission Keep = new("patrol.keep", [StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = Live,
        Acts = [typeof(PatrolSet), typeof(PatrolEnded)],
    };
}
