using Emergency.Domain.Protection;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Protection;

/// <summary>Who may do what with the case of a child: child director, child supervisor and civil affairs. The secretary learns that there is one, the county counts; a drill has none.</summary>
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

    /// <summary>Assessment, plan, services, follow-ups, referrals; a closing or a transfer is asked for.</summary>
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

    /// <summary>The committee that a case is offered to says whether it takes it.</summary>
    public static readonly Permission Take = new("protection.take", [ChildDirector, ChildSupervisor])
    {
        LiveOnly = Live,
        Acts = [typeof(TransferAccepted), typeof(TransferRefused)],
    };

    /// <summary>Who has a case in hand, whether it is closed, that it is opened again: never the child director alone.</summary>
    public static readonly Permission Decide = new("protection.decide", [ChildSupervisor, CivilAffairs])
    {
        LiveOnly = Live,
        Acts = [typeof(ProtectionAssigned), typeof(ProtectionClosed), typeof(ClosingRefused), typeof(ProtectionReopened)],
    };

    /// <summary>Whether there is one, and nothing else of it.</summary>
    public static readonly Permission Stands = new("protection.stands", [Secretary, ChildDirector, ChildSupervisor, CivilAffairs])
    {
        LiveOnly = Live,
    };

    /// <summary>Figures of a county; a street's with so few cases that it would tell who is not counted out.</summary>
    public static readonly Permission Count = new("protection.count", [.. Roles.County, CivilAffairs]) { LiveOnly = Live };
}
