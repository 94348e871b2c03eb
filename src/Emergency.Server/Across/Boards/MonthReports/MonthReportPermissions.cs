using Emergency.Domain.MonthReports;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.MonthReports;

/// <summary>Permissions for reports of months. None is sent from a drill.</summary>
internal static class MonthReportPermissions
{
    /// <summary>Reads counts of a whole community or street: no door, no name.</summary>
    public static readonly Permission Read = new("month-report.read", [.. Roles.County, StreetOfficer, .. Roles.Committee]);

    /// <summary>Sends the report of exactly the asker's own community or street.</summary>
    public static readonly Permission Send = new("month-report.send", [StreetOfficer, .. Roles.Committee])
    {
        Acts = [typeof(MonthReportSent)],
    };

    /// <summary>Receives (签收) or returns (退回) the reports of the divisions right below.</summary>
    public static readonly Permission Take = new("month-report.take", [.. Roles.County, StreetOfficer])
    {
        Acts = [typeof(MonthReportReceived), typeof(MonthReportReturned)],
    };
}
