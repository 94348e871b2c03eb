using Emergency.Domain.Cases;
using Emergency.Domain.Handovers;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>Permissions for cases and hotlines.</summary>
internal static class CasePermissions
{
    /// <summary>Reads cases from 12345 that wait because they are no emergency; 转为突发事件.</summary>
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

    /// <summary>Reads the board of the lines: last messages, waiting and refused hand-overs. In a drill no message leaves.</summary>
    public static readonly Permission HotlineBoard = new("hotline.board", [.. Roles.County, Operator]);

    /// <summary>Sends a waiting hand-over once more, now.</summary>
    public static readonly Permission HotlineRetry = new("hotline.retry", [.. Roles.County, Operator]) { Acts = [typeof(HandoverRetried)] };
}
