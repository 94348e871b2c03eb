using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.Exporting;

/// <summary>Who may do what with the journal, and who may carry a list away.</summary>
internal static class ExportPermissions
{
    public static readonly Permission JournalExport = new("journal.export", [Auditor, Operator]);

    /// <summary>A list as a file; which list it may be says that list's own permission. Lay people carry none away, and a clinic its own patients.</summary>
    public static readonly Permission ListFile = new(
        "list.file",
        [.. Roles.County, StreetOfficer, CivilAffairs, Clinic, Operator, .. Roles.Committee, .. Roles.Chiefs]
    );
}
