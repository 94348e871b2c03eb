using Emergency.Domain.Visiting;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Visits;

/// <summary>Who may do what with visits. Lay people only at a door that was handed to them; none of it in a drill: nobody knocks at a frail person's door to play.</summary>
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

    /// <summary>Has looked at what visitors ask.</summary>
    public static readonly Permission Settle = new("visit.settle", [.. Roles.Committee])
    {
        LiveOnly = Live,
        Acts = [typeof(VisitAsksSettled)],
    };

    /// <summary>停电: asks for a visit of all in a community whose machines need power.</summary>
    public static readonly Permission PowerCut = new("visit.power-cut", [StreetOfficer, .. Roles.Committee]) { LiveOnly = Live };

    /// <summary>Pauses, extra visits, the clinic's date, planning at once.</summary>
    public static readonly Permission Keep = new("visit.keep", [.. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
        Acts = [typeof(VisitsPaused), typeof(VisitsResumed), typeof(ExtraVisitAsked), typeof(ClinicVisitNoted)],
    };

    /// <summary>The month of a community, the late doors of a street.</summary>
    public static readonly Permission Overview = new("visit.overview", [StreetOfficer, .. Roles.Committee]) { LiveOnly = Live };
}
