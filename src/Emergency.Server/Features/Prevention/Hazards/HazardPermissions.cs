using Emergency.Domain.Hazards;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Hazards;

/// <summary>
/// Permissions for hazards: a committee finds, guards and checks, the street decides on an owner's refusals and closes
/// major ones. None of them holds in a drill.
/// </summary>
internal static class HazardPermissions
{
    private const string Live = "hazard.live-only";

    public static readonly Permission Read = new(
        "hazard.read",
        [.. Roles.County, StreetOfficer, Auditor, .. Roles.Committee, .. Roles.Chiefs]
    )
    {
        LiveOnly = Live,
    };

    /// <summary>Reports a hazard.</summary>
    public static readonly Permission Find = new("hazard.find", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay])
    {
        LiveOnly = Live,
        Acts = [typeof(HazardFound)],
    };

    /// <summary>Guards a hazard, checks whether it is mended, opens it again.</summary>
    public static readonly Permission Check = new("hazard.check", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
        Acts =
        [
            typeof(HazardGuarded),
            typeof(HazardMended),
            typeof(HazardChecked),
            typeof(HazardNotMended),
            typeof(HazardReopened),
            typeof(HazardRaised),
        ],
    };

    /// <summary>
    /// Looks at reports, assigns, records the owner's answers, proposes recurring hazards to the street, prints the sheet.
    /// </summary>
    public static readonly Permission Keep = new("hazard.keep", [StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = Live,
        Acts =
        [
            typeof(HazardTaken),
            typeof(HazardDropped),
            typeof(HazardAssigned),
            typeof(HazardAccepted),
            typeof(HazardReturned),
            typeof(HazardProposed),
        ],
    };

    /// <summary>Closes major ones, answers proposals.</summary>
    public static readonly Permission Decide = new("hazard.decide", [StreetOfficer])
    {
        LiveOnly = Live,
        Acts = [typeof(HazardClosed), typeof(HazardProposalAnswered)],
    };
}
