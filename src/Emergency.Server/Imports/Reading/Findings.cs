namespace Emergency.Server.Imports.Reading;

/// <summary>A warned row is imported and listed; a rejected one waits for a person.</summary>
public enum Severity { Warn, Reject }

/// <summary>What is wrong with one row. Row 0 speaks of the whole file or sheet. <paramref name="Detail"/> names the place inside (a line, a crossing point, another kind), never a person.</summary>
public sealed record Finding(int Row, Severity Outcome, string Field, string Reason, string? Detail = null);

/// <summary>One sheet's account: <paramref name="DataRows"/> = ok + warned + rejected, <paramref name="Imported"/> = ok + warned. A skipped sheet holds no register. <paramref name="Sheet"/> is null where the format has none.</summary>
public sealed record SheetFindings(string File, string? Sheet, int DataRows, int Ok, int Warned, int Rejected, int Imported, bool Skipped, IReadOnlyList<Finding> Findings);

/// <summary>What one file holds: the account of every sheet, and the rows to import in the file's order.</summary>
public sealed record RegisterReading(IReadOnlyList<SheetFindings> Sheets, IReadOnlyList<RegisterRow> Rows)
{
    /// <summary>True where the file as a whole cannot be taken (row 0 was rejected).</summary>
    public bool Unreadable => Sheets.Any(s => s.Findings.Any(f => f is { Row: 0, Outcome: Severity.Reject }));

    public IEnumerable<T> Of<T>() where T : RegisterRow => Rows.OfType<T>();
}
