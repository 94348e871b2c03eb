using Emergency.Domain.Protection;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Protection;

/// <summary>
/// Permissions for the case of a child: child director, child supervisor and civil affairs. The secretary learns only
/// that a case exists, the county counts. None of them holds in a drill.
/// </summary>
internal static class ProtectionPermissions
{
    private const string Live = "protection.live-only";

    public static readonly Permission Read = new("protection.read", [ChildDirector, ChildSupervisor, CivilAffairs])
    {
        LiveOnly = Live,
        Acts = [typeof(ProtectionRead)],
    };

    public static readonly Permission Open = new("protection.open", [ChildDirector, ChildSupervisor, CivilAffairs])
    {
        LiveOnly = Live,
        Acts = [typeof(ProtectionOpened), typeof(ProtectionSignNoted)],
    };

    /// <summary>Records assessment, plan, services, follow-ups and referrals, and requests a closing or a transfer.</summary>
    public static readonly Permission Keep = new("protection.keep", [ChildDirector, ChildSupervisor])
    {
        LiveOnly = Live,
        Acts =
        [
            typeof(ProtectionAssessed),
            typeof(ProtectionPlanned),
            typeof(ServiceSettled),
            typeof(ProtectionFollowedUp),
            typeof(ProtectionReferred),
            typeof(ReferralAnswered),
            typeof(TransferOffered),
            typeof(TransferWithdrawn),
            typeof(ClosingAsked),
        ],
    };

    public static readonly Permission Note = new("protection.note", [ChildDirector, ChildSupervisor, CivilAffairs])
    {
        LiveOnly = Live,
        Acts = [typeof(ProtectionNoted)],
    };

    /// <summary>Takes or refuses a case offered to the committee.</summary>
    public static readonly Permission Take = new("protection.take", [ChildDirector, ChildSupervisor])
    {
        LiveOnly = Live,
        Acts = [typeof(TransferAccepted), typeof(TransferRefused)],
    };

    /// <summary>Assigns a case, closes it, opens it again: never the child director alone.</summary>
    public static readonly Permission Decide = new("protection.decide", [ChildSupervisor, CivilAffairs])
    {
        LiveOnly = Live,
        Acts = [typeof(ProtectionAssigned), typeof(ProtectionClosed), typeof(ClosingRefused), typeof(ProtectionReopened)],
    };

    /// <summary>Learns that a case exists, and nothing else of it.</summary>
    public static readonly Permission Stands = new("protection.stands", [Secretary, ChildDirector, ChildSupervisor, CivilAffairs])
    {
        LiveOnly = Live,
    };

    /// <summary>Sees the figures of a county. A street's figures so small that they would identify a child are left out.</summary>
    public static readonly Permission Count = new("protection.count", [.. Roles.County, CivilAffairs]) { LiveOnly = Live };
}
