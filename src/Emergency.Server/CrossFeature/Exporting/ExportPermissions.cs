using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.CrossFeature.Exporting;

/// <summary>Who may do what with the journal.</summary>
internal static class ExportPermissions
{
    public static readonly Permission JournalExport = new("journal.export", [Auditor, Operator]);
}
