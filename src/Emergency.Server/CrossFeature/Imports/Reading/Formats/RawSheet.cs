using Emergency.Domain;
using Emergency.Server.CrossFeature.Imports.Reading.Values;

namespace Emergency.Server.CrossFeature.Imports.Reading.Formats;

/// <summary>A sheet as it stands: every row from the first, blank ones too, without blank cells at their ends. No name where the format has none.</summary>
internal sealed record RawSheet(string? Name, IReadOnlyList<Cell[]> Rows)
{
    /// <summary>Headings stand within this many first rows.</summary>
    public const int Headings = 30;

    /// <summary>Put away in the workbook: an old list, a table of choices. It is no register to import.</summary>
    public bool Hidden { get; init; }
}

/// <summary>Why a file cannot be read at all; the detail names a row or a kind.</summary>
internal sealed record FileFault(string Reason, string? Detail = null);

/// <summary>Bounds of one file: what a street's largest register needs, and little enough to hold in memory.</summary>
internal static class Bounds
{
    public const int Rows = 200_000,
        Columns = 200,
        Cells = 2_000_000,
        TextLength = 4_000;
}

/// <summary>Collects the rows of a sheet within the bounds; a fault once they are passed. Marks that turn or hide what stands beside a text are left out: spreadsheets carry them along unseen, from a phone's contacts for one.</summary>
internal sealed class SheetRows
{
    private readonly List<Cell[]> rows = [];
    private int cells;

    public IReadOnlyList<Cell[]> All => rows;

    public FileFault? Add(ReadOnlySpan<Cell> row)
    {
        while (row.Length > 0 && row[^1].IsBlank)
        {
            row = row[..^1];
        }
        cells += row.Length;
        if (rows.Count >= Bounds.Rows || cells > Bounds.Cells)
        {
            return new(Reasons.TooManyRows);
        }
        if (row.Length > Bounds.Columns)
        {
            return new(Reasons.TooManyColumns, Here());
        }
        foreach (var cell in row)
        {
            if (cell.Text.Length > Bounds.TextLength)
            {
                return new(Reasons.TextTooLong, Here());
            }
        }
        Cell[] plain = row.Length == 0 ? [] : row.ToArray();
        for (var i = 0; i < plain.Length; i++)
        {
            if (!PlainText.Is(plain[i].Text))
            {
                plain[i] = plain[i] with { Text = PlainText.Of(plain[i].Text) };
            }
        }
        rows.Add(plain);
        return null;

        string Here() => (rows.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
