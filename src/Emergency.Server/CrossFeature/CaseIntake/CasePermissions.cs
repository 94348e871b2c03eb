using Emergency.Domain.Handovers;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.CaseIntake;

/// <summary>Who may do what with cases and the hotlines.</summary>
internal static class CasePermissions
{
    /// <summary>What came over 12345 and waits because it is no emergency; 转为突发事件.</summary>
    public static readonly Permission Read = new("case.read", [.. Roles.County, StreetOfficer], inDrill: true);
    public static readonly Permission Promote = new("case.promote", [.. Roles.County, StreetOfficer], inDrill: true)
    {
        Acts = [typeof(CasePromoted)],
    };
    public static readonly Permission HotlineRead = new(
        "hotline.read",
        [.. Roles.County, StreetOfficer, Department, CivilAffairs, Operator, .. Roles.Committee, .. Roles.Chiefs, .. Roles.Lay],
        inDrill: true
    );

    /// <summary>The board of the lines: when each was heard, what waits and what is refused. In a drill no message leaves.</summary>
    public static readonly Permission HotlineBoard = new("hotline.board", [.. Roles.County, Operator]);

    /// <summary>Has a hand-over that waits sent once more, now.</summary>
    public static readonly Permission HotlineRetry = new("hotline.retry", [.. Roles.County, Operator]) { Acts = [typeof(HandoverRetried)] };
}
