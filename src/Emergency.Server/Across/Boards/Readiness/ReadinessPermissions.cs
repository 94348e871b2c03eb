using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Readiness;

/// <summary>Permissions for readiness.</summary>
internal static class ReadinessPermissions
{
    /// <summary>Reads counts and days of a whole community or street: no door, no name.</summary>
    public static readonly Permission Read = new(
        "readiness.read",
        [.. Roles.County, StreetOfficer, Operator, .. Roles.Committee],
        inDrill: true
    );

    /// <summary>Reads the number of communities of each street that lack something.</summary>
    public static readonly Permission Summary = new("readiness.summary", [.. Roles.County, Operator], inDrill: true);
}
