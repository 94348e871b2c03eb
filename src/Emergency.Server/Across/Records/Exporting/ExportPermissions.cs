using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Exporting;

/// <summary>Permissions to export the journal and lists.</summary>
internal static class ExportPermissions
{
    public static readonly Permission JournalExport = new("journal.export", [Auditor, Operator]);

    /// <summary>
    /// Saves a list as a file; the list's own permission says which lists. Lay people can save none, and a clinic only its own patients.
    /// </summary>
    public static readonly Permission ListFile = new(
        "list.file",
        [.. Roles.County, StreetOfficer, CivilAffairs, Clinic, Operator, .. Roles.Committee, .. Roles.Chiefs]
    );
}
