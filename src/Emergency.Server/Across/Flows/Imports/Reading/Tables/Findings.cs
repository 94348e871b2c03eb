using Emergency.Server.Across.Imports.Reading.Formats;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>A warned row is imported and listed; a rejected one waits for a person.</summary>
internal enum Severity
{
    Warn,
    Reject,
}

/// <summary>
/// A fault of one row. Row 0 means the whole file or sheet. <paramref name="Detail"/> names the place inside (a line, a crossing point,
/// another kind), never a person.
/// </summary>
internal sealed record Finding(int Row, Severity Outcome, string Field, string Reason, string? Detail = null);

/// <summary>
/// Account of one sheet: <paramref name="DataRows"/> = ok + warned + rejected, <paramref name="Imported"/> = ok + warned. A skipped sheet
/// holds no register. <paramref name="Sheet"/> is null where the format has none.
/// </summary>
internal sealed record SheetFindings(
    string File,
    string? Sheet,
    int DataRows,
    int Ok,
    int Warned,
    int Rejected,
    int Imported,
    bool Skipped,
    IReadOnlyList<Finding> Findings
)
{
    /// <summary>The sheet as it was read, to show a row's text; null where the format has no columns.</summary>
    internal SheetSource? Source { get; init; }

    /// <summary>Required columns as which no heading is read.</summary>
    internal IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>A sheet's headings and rows as written.</summary>
internal sealed record SheetSource(Across.Imports.Reading.Formats.RawSheet Sheet, Header Header)
{
    private const int Longest = 120;

    /// <summary>The heading of a column as in the file; null where there is none.</summary>
    public string? Heading(string field) => Header.Label(field) ?? (field == "community" ? Header.Label("community_code") : null);

    /// <summary>Text in a row under a column; null where there is none.</summary>
    public string? Value(int row, string field) => Cell(row, field) ?? (field == "community" ? Cell(row, "community_code") : null);

    /// <summary>All cells of a row, in the order of the headings.</summary>
    public IReadOnlyList<string> Row(int row) =>
        [.. Enumerable.Range(0, Header.Labels.Count).Select(i => Cells(row) is var cells && i < cells.Length ? Cut(cells[i].Text) : "")];

    private string? Cell(int row, string field) => Header.Cell(Cells(row), field) is { IsBlank: false } cell ? Cut(cell.Text) : null;

    private Across.Imports.Reading.Values.Cell[] Cells(int row) => row >= 1 && row <= Sheet.Rows.Count ? Sheet.Rows[row - 1] : [];

    private static string Cut(string text) => text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}…";
}

/// <summary>Content of one file: the account of every sheet, and the rows to import in the file's order.</summary>
internal sealed record RegisterReading(IReadOnlyList<SheetFindings> Sheets, IReadOnlyList<RegisterRow> Rows)
{
    /// <summary>True when only the meaning of headings is unclear: the person who brought the file can explain them.</summary>
    public bool CanBeAsked =>
        Sheets.Any(sheet => sheet.Missing.Count > 0)
        && Sheets
            .SelectMany(sheet => sheet.Findings)
            .Where(one => one is { Row: 0, Outcome: Severity.Reject })
            .All(one => one.Reason is Reasons.ColumnMissing or Reasons.HeaderNotFound);

    /// <summary>True when the file as a whole cannot be imported (row 0 was rejected).</summary>
    public bool Unreadable => Sheets.Any(s => s.Findings.Any(f => f is { Row: 0, Outcome: Severity.Reject }));

    public IEnumerable<T> Of<T>()
        where T : RegisterRow => Rows.OfType<T>();

    /// <summary>Makes the reading of an unreadable file, with the reason.</summary>
    internal static RegisterReading Refused(string file, FileFault fault) =>
        new([new(file, null, 0, 0, 0, 0, 0, false, [new(0, Severity.Reject, "file", fault.Reason, fault.Detail)])], []);
}
