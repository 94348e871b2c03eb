using Emergency.Server.Across.Imports.Reading.Formats;
using Emergency.Server.Across.Imports.Reading.Registers;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading;

/// <summary>Walks the data rows of one sheet. Blank rows, totals, signatures and repeated headings are no data.</summary>
internal static class Table
{
    private static readonly string[] totals = ["合计", "总计", "小计", "共计"];
    private static readonly string[] signatures =
    [
        "填表人",
        "填报人",
        "制表人",
        "审核人",
        "经办人",
        "负责人",
        "单位负责人",
        "填报单位",
        "填报日期",
        "统计日期",
        "联系电话",
        "备注",
        "说明",
        "注",
    ];

    public static SheetFindings Read(RegisterKind kind, string file, RawSheet sheet, Header header, Book book, List<RegisterRow> rows)
    {
        var read = Reader(kind, Titles(sheet, header));
        var findings = new List<Finding>();
        int data = 0,
            warned = 0,
            rejected = 0;
        for (var i = header.Row + header.Depth - 1; i < sheet.Rows.Count; i++)
        {
            var cells = sheet.Rows[i];
            if (!IsData(sheet.Written(i), header))
            {
                continue;
            }
            data++;
            var line = new Line(book, sheet.Name, header, i + 1, cells);
            var row = read(line);
            findings.AddRange(line.Findings);
            if (line.IsRejected)
            {
                rejected++;
                continue;
            }
            if (line.Findings.Count > 0)
            {
                warned++;
            }
            line.Remember();
            rows.Add(
                Cleared(line) is { Count: > 0 } struck ? row with { Struck = struck, Blank = line.Blank } : row with { Blank = line.Blank }
            );
        }
        if (data == 0)
        {
            findings.Add(new(0, Severity.Warn, "file", Reasons.NoRows));
        }
        return new(file, sheet.Name, data, data - warned - rejected, warned, rejected, data - rejected, false, findings)
        {
            Source = new(sheet, header),
        };
    }

    // Columns that the row strikes (无, /), and empty cells that somebody has chosen to clear, one by one.
    private static IReadOnlySet<string> Cleared(Line line)
    {
        var cleared = line.Known.Cleared(line.Sheet, line.Row);
        return cleared.Count == 0
            ? line.Struck
            : line
                .Struck.Union(cleared.Where(one => Columns.Clearable.Contains(one) && line.Blank.Contains(one)), StringComparer.Ordinal)
                .ToHashSet(StringComparer.Ordinal);
    }

    // Each row states its person itself: a name joined over two rows is one person written in two lines.
    private static readonly string[] OfEachRow = ["name", "id_no", "resident_id", "member_id"];

    /// <summary>The sheet with its joined cells filled below the headings.</summary>
    public static RawSheet Filled(RawSheet sheet, Header? header) =>
        header is null ? sheet : sheet.Filled(header.Row + header.Depth - 1, OfEachRow.Select(header.ColumnOf).OfType<int>().ToHashSet());

    public static void NoteCommunities(Book book, RawSheet sheet, Header header)
    {
        foreach (var cells in sheet.Rows.Skip(header.Row + header.Depth - 1))
        {
            var cell = header.Cell(cells, "community_code") is { IsBlank: false } code ? code : header.Cell(cells, "community");
            if (!cell.IsBlank)
            {
                book.Communities.Note(cell.Text);
            }
        }
    }

    private static Func<Line, RegisterRow> Reader(RegisterKind kind, IReadOnlyList<string> titles) =>
        kind switch
        {
            RegisterKind.Divisions => Divisions.Read,
            RegisterKind.Households => Households.Read,
            RegisterKind.Residents => line => Residents.Read(line, titles),
            RegisterKind.Guardians => Guardians.Read,
            RegisterKind.Caregivers => Caregivers.Read,
            RegisterKind.Team => Members.Read,
            RegisterKind.Roster => Roster.Read,
            RegisterKind.Supplies => Stock.Read,
            RegisterKind.Hazards => Hazards.Read,
            RegisterKind.Shelters => Shelters.Read,
            RegisterKind.Ground => GroundObjects.Read,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a table"),
        };

    /// <summary>The sheet's name and the cells above its headings.</summary>
    private static IReadOnlyList<string> Titles(RawSheet sheet, Header header) =>
        [
            .. (sheet.Name is null ? [] : new[] { sheet.Name }),
            .. sheet.Rows.Take(header.Row - 1).SelectMany(r => r).Where(c => !c.IsBlank).Select(c => c.Text),
        ];

    private static bool IsData(Cell[] cells, Header header)
    {
        var filled = 0;
        string? first = null;
        foreach (var cell in cells)
        {
            if (!cell.IsBlank)
            {
                filled++;
                first ??= cell.Text;
            }
        }
        if (first is null || header.IsRepeatedBy(cells))
        {
            return false;
        }
        var text = Written.Squeeze(Written.Symbols(first));
        if (
            totals.Any(t =>
                text == t
                || text.StartsWith(t + ":", StringComparison.Ordinal)
                || (filled <= 2 && text.StartsWith(t, StringComparison.Ordinal))
            )
        )
        {
            return false;
        }
        return filled > 4 || !signatures.Any(s => text.StartsWith(s + ":", StringComparison.Ordinal) || (filled == 1 && text == s));
    }
}
