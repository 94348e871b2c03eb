using Emergency.Domain.MonthReports;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.MonthReports;

/// <summary>Who may do what with reports of months. None is reported from a drill.</summary>
internal static class MonthReportPermissions
{
    /// <summary>Counts of a whole community or street: no door, no name.</summary>
    public static readonly Permission Read = new("month-report.read", [.. Roles.County, StreetOfficer, .. Roles.Committee]);

    /// <summary>Sends the report of just one's own community or street.</summary>
    public static readonly Permission Send = new("month-report.send", [StreetOfficer, .. Roles.Committee])
    {
        Acts = [typeof(MonthReportSent)],
    };

    /// <summary>签收 or 退回 what the divisions right below have sent.</summary>
    public static readonly Permission Take = new("month-report.take", [.. Roles.County, StreetOfficer])
    {
        Acts = [typeof(MonthReportReceived), typeof(MonthReportReturned)],
    };
}
