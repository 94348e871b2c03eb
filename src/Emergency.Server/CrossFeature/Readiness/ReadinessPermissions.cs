using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.Readiness;

/// <summary>Who may do what with readiness.</summary>
internal static class ReadinessPermissions
{
    /// <summary>Counts and days of a whole community or street: no door, no name.</summary>
    public static readonly Permission Read = new(
        "readiness.read",
        [.. Roles.County, StreetOfficer, Operator, .. Roles.Committee],
        inDrill: true
    );

    /// <summary>How many communities of each street lack what.</summary>
    public static readonly Permission Summary = new("readiness.summary", [.. Roles.County, Operator], inDrill: true);
}
