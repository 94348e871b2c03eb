using Emergency.Domain.Entrusting;
using Emergency.Domain.Links;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Permissions for entrusted care: committee and street have them. Carer, building and lay people see none of it, nor
/// does a drill.
/// </summary>
internal static class EntrustmentPermissions
{
    private const string Live = "entrustment.live-only";

    public static readonly Permission Read = new("entrustment.read", [StreetOfficer, .. Roles.Committee]) { LiveOnly = Live };

    /// <summary>Keeps checks, letters, and the weekly contact of parents.</summary>
    public static readonly Permission Keep = new("entrustment.keep", [StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = Live,
        Acts = [typeof(CheckMade), typeof(CheckAsked), typeof(LetterSent), typeof(LetterAnswered), typeof(ContactNoted)],
    };

    /// <summary>未保法 11.</summary>
    public static readonly Permission Report = new("entrustment.report", [StreetOfficer, .. Roles.Committee])
    {
        LiveOnly = Live,
        Acts = [typeof(HarmReported), typeof(HarmReportAdded), typeof(HarmReportAnswered), typeof(LinkMade), typeof(LinkWithdrawn)],
    };

    /// <summary>Permission of civil affairs to see and answer the reports made to them.</summary>
    public static readonly Permission Answer = new("entrustment.answer", [CivilAffairs])
    {
        LiveOnly = Live,
        Acts = [typeof(HarmReportAnswered)],
    };
}
