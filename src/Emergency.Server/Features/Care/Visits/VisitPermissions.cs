using Emergency.Domain.Visits;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Visits;

/// <summary>
/// Permissions for visits. Lay people have them only at a door that was handed to them. None of them holds in a drill:
/// nobody knocks at a frail person's door to play.
/// </summary>
internal static class VisitPermissions
{
    private const string Live = "visit.live-only";

    public static readonly Permission Read = new(
        "visit.read",
        [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs],
        assigned: [BuildingChief, UnitChief, Volunteer]
    )
    {
        LiveOnly = Live,
    };

    public static readonly Permission Act = new(
        "visit.act",
        [.. Roles.Committee, .. Roles.Chiefs],
        assigned: [BuildingChief, UnitChief, Volunteer]
    )
    {
        LiveOnly = Live,
        Acts = [typeof(VisitMade), typeof(VisitMissed), typeof(VisitsHanded)],
    };

    /// <summary>Marks visitors' wishes as looked at.</summary>
    public static readonly Permission Settle = new("visit.settle", [.. Roles.Committee])
    {
        LiveOnly = Live,
        Acts = [typeof(VisitAsksSettled)],
    };

    /// <summary>停电: requests a visit to everybody in a community whose machines need power.</summary>
    public static readonly Permission PowerCut = new("visit.power-cut", [StreetOfficer, .. Roles.Committee]) { LiveOnly = Live };

    /// <summary>Keeps pauses, extra visits and the clinic's date, and plans at once.</summary>
    public static readonly Permission Keep = new("visit.keep", [.. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
        Acts = [typeof(VisitsPaused), typeof(VisitsResumed), typeof(ExtraVisitAsked), typeof(ClinicVisitNoted)],
    };

    /// <summary>Sees the month of a community, and the late doors of a street.</summary>
    public static readonly Permission Overview = new("visit.overview", [StreetOfficer, .. Roles.Committee]) { LiveOnly = Live };
}
