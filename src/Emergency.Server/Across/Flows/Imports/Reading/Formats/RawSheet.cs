using Emergency.Domain;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>
/// A sheet as it stands: every row from the first, including blank ones, without blank cells at their ends. Without a name where the format
/// has none.
/// </summary>
internal sealed record RawSheet(string? Name, IReadOnlyList<Cell[]> Rows)
{
    /// <summary>Headings stand within this many first rows.</summary>
    public const int Headings = 30;

    private IReadOnlyList<Cell[]>? _written;

    /// <summary>True for a hidden sheet: an old list, a table of choices. It is no register to import.</summary>
    public bool Hidden { get; init; }

    /// <summary>Cells that were joined into one.</summary>
    public IReadOnlyList<Joined> Joined { get; init; } = [];

    /// <summary>A row as the sheet has it, without the text of joined cells above or left of it.</summary>
    public Cell[] Written(int row) => (_written ?? Rows)[row];

    /// <summary>The same sheet in which joined cells fill each of their rows and columns, from a row on (first = 0).</summary>
    /// <param name="own">Columns that every row has for itself.</param>
    public RawSheet Filled(int first, IReadOnlySet<int> own)
    {
        if (Joined.Count == 0)
            return this;
        var filled = Rows.ToArray();
        foreach (var one in Joined)
        {
            var said =
                one.Row >= first && one.Row < Rows.Count && one.Column < Rows[one.Row].Length ? Rows[one.Row][one.Column] : Cell.Blank;
            for (var row = one.Row; !said.IsBlank && row <= one.LastRow && row < filled.Length; row++)
                filled[row] = Fill(filled[row], one, said, own);
        }
        return this with { Rows = filled, _written = Rows };
    }

    private static Cell[] Fill(Cell[] row, Joined joined, Cell said, IReadOnlySet<int> own)
    {
        // A blank row within joined cells is the second line of the row above it.
        if (row.Length == 0)
            return row;
        var wide = new Cell[Math.Max(row.Length, Math.Min(joined.LastColumn, Bounds.Columns - 1) + 1)];
        Array.Fill(wide, Cell.Blank);
        row.CopyTo(wide, 0);
        for (var column = joined.Column; column <= joined.LastColumn && column < wide.Length; column++)
            if (wide[column].IsBlank && !own.Contains(column))
                wide[column] = said;
        return wide;
    }
}

/// <summary>Cells of a sheet joined into one, whose first holds the text; rows and columns from 0, the last ones included.</summary>
internal sealed record Joined(int Row, int Column, int LastRow, int LastColumn);

/// <summary>Reason why a file cannot be read at all; the detail names a row or a kind.</summary>
internal sealed record FileFault(string Reason, string? Detail = null);

/// <summary>Bounds of one file: enough for a street's largest register, and little enough to hold in memory.</summary>
internal static class Bounds
{
    public const int Rows = 200_000,
        Columns = 200,
        Cells = 2_000_000,
        TextLength = 4_000;

    /// <summary>
    /// The last column of a spreadsheet, XFD. A reference beyond it is made up, and a reader that follows it allocates memory for it.
    /// </summary>
    public const int LastColumn = 16_384;

    /// <summary>
    /// Most places examined beyond the cells: rows times the farthest column. Blank cells may carry a border far to the right.
    /// </summary>
    public const long Places = 50_000_000;

    /// <summary>Most parts of a package beside rows and cells: styles, merged ranges, hyperlinks. Each becomes an object.</summary>
    public const int Others = 1_000_000;
}

/// <summary>
/// Collects the rows of a sheet within the bounds; a fault once they are passed. Direction marks and hidden marks are left out:
/// spreadsheets carry them along unseen, for example from a phone's contacts.
/// </summary>
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
