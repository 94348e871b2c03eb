using Emergency.Domain.Warnings;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Warnings;

/// <summary>Permissions for warnings.</summary>
internal static class WarningPermissions
{
    /// <summary>Brings CAP messages of issuers into the account's own county.</summary>
    public static readonly Permission CapReceive = new("cap.receive", [.. Roles.County, Operator, Partner])
    {
        Acts = [typeof(WarningReceived), typeof(CancellationReceived)],
    };
    public static readonly Permission Read = new(
        "warning.read",
        [
            .. Roles.County,
            StreetOfficer,
            Department,
            CivilAffairs,
            Auditor,
            Operator,
            Partner,
            .. Roles.Committee,
            .. Roles.Chiefs,
            .. Roles.Lay,
        ],
        inDrill: true
    );

    /// <summary>Confirms incoming warnings, and lifts those that the issuer lifted by telephone.</summary>
    public static readonly Permission Confirm = new("warning.confirm", Roles.County, inDrill: true)
    {
        Acts =
        [
            typeof(WarningConfirmed),
            typeof(WarningCalled),
            typeof(EndingAccepted),
            typeof(EndingDeclined),
            typeof(WaitingSettled),
            typeof(WarningLiftedFor),
            typeof(WarningLifted),
            typeof(WarningReceived),
        ],
    };
}
