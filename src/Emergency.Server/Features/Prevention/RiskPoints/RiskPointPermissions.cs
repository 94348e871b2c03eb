using Emergency.Domain.RiskPoints;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>Permissions for risk points. None of them holds in a drill.</summary>
internal static class RiskPointPermissions
{
    private const string Live = "risk.live-only";

    public static readonly Permission Read = new(
        "risk.read",
        [.. Roles.County, StreetOfficer, Auditor, .. Roles.Committee, .. Roles.Chiefs]
    )
    {
        LiveOnly = Live,
    };

    /// <summary>Reports the figure, and opens an incident where it is crossed.</summary>
    public static readonly Permission Look = new("risk.look", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
        Acts = [typeof(RiskLooked), typeof(RiskCrossed), typeof(RiskEased), typeof(RiskRaised)],
    };

    public static readonly Permission Keep = new("risk.keep", [StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = Live,
        Acts = [typeof(RiskPointSet), typeof(RiskPointEnded)],
    };
}
