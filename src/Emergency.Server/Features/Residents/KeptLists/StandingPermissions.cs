using Emergency.Domain.KeptLists;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.KeptLists;

/// <summary>
/// Permissions to keep a list of doors before anything happens. A building chief has them only while the secretary has
/// given the list. None of them holds in a drill.
/// </summary>
internal static class StandingPermissions
{
    private const string Live = "standing.live-only";

    public static readonly Permission Keep = new("standing.keep", [Secretary, .. Roles.Chiefs], assigned: [BuildingChief])
    {
        LiveOnly = Live,
    };

    /// <summary>Sees who holds the list, and the papers in circulation.</summary>
    public static readonly Permission Read = new("standing.read", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs]) { LiveOnly = Live };

    public static readonly Permission Give = new("standing.give", [Secretary])
    {
        LiveOnly = Live,
        Acts = [typeof(ListGiven), typeof(ListTakenBack)],
    };

    public static readonly Permission Print = new("standing.print", [StreetOfficer, Secretary])
    {
        LiveOnly = Live,
        Acts = [typeof(ListPrinted)],
    };

    /// <summary>Signs that a paper is destroyed. Two signatures are needed.</summary>
    public static readonly Permission Destroy = new("standing.destroy", [StreetOfficer, .. Roles.Committee, .. Roles.Chiefs])
    {
        LiveOnly = Live,
        Acts = [typeof(DestructionSigned), typeof(ListDestroyed)],
    };
}
