using Emergency.Domain.Volunteers;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Volunteers;

/// <summary>Permissions for volunteers. None of them holds in a drill.</summary>
internal static class VolunteerPermissions
{
    private const string Live = "volunteer.live-only";

    public static readonly Permission Read = new("volunteer.read", [StreetOfficer, .. Roles.Committee]) { LiveOnly = Live };

    /// <summary>Sees requests to the own account, and confirms them.</summary>
    public static readonly Permission Asked = new("volunteer.asked", [], assigned: [.. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay])
    {
        LiveOnly = Live,
    };

    public static readonly Permission Keep = new("volunteer.keep", [StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = Live,
        Acts =
        [
            typeof(VolunteerJoined),
            typeof(VolunteerLeft),
            typeof(NeedTold),
            typeof(VolunteerSent),
            typeof(NeedClosed),
            typeof(HoursGiven),
        ],
    };
}
