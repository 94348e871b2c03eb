using Emergency.Domain.Grids;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Grids;

/// <summary>Permissions for grids and estates. They are real ones, so none of the permissions holds in a drill.</summary>
internal static class QuarterPermissions
{
    private const string Live = "quarters.live-only";

    public static readonly Permission Read = new("quarters.read", [.. Roles.County, StreetOfficer, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
    };

    /// <summary>Draws them, and lets the residents' records follow.</summary>
    public static readonly Permission Draw = new("quarters.draw", [StreetOfficer, Secretary])
    {
        LiveOnly = Live,
        Acts = [typeof(QuarterDrawn), typeof(QuarterRemoved)],
    };
}
