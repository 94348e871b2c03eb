using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Emergency.Server.Across.Imports.Reading.Values;
using ExcelDataReader;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>
/// Reads every sheet of an XLSX workbook. The old binary form and locked workbooks are refused by name; a package that unpacks to too much
/// is refused before it is read.
/// </summary>
internal static partial class Workbook
{
    private const int MostEntries = 1_000;
    private const long MostUnpacked = 64L * 1024 * 1024,
        MostStrings = 48L * 1024 * 1024;

    // The reader asks for Windows-1252 even where it never uses it.
    static Workbook() => System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

    /// <summary>True for a zip package and for the compound file that old and locked workbooks are.</summary>
    public static bool IsWorkbook(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK"u8) || IsCompound(bytes);

    /// <param name="worthwhile">Tells whether the first rows of a sheet have the headings of any register: the rest of one without them is
    /// not read.</param>
    public static (IReadOnlyList<RawSheet> Sheets, FileFault? Fault) Read(
        ReadOnlyMemory<byte> bytes,
        Func<RawSheet, bool> worthwhile,
        CancellationToken stop = default
    )
    {
        if (IsCompound(bytes.Span))
        {
            return ([], new(Reasons.OldOrLockedWorkbook));
        }
        var file = bytes.ToArray();
        try
        {
            if (Measure(file, stop) is { } fault)
            {
                return ([], fault);
            }
            var (isStrict, behind) = Declared(file);
            if (isStrict)
            {
                return ([], new(Reasons.StrictWorkbook));
            }
            using var stream = new MemoryStream(file, writable: false);
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
            return ReadSheets(reader, behind, worthwhile, stop);
        }
        // The parsers throw various exceptions for a broken file; all of them mean the same.
        catch (Exception broken) when (broken is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            return ([], new(Reasons.WorkbookBroken));
        }
    }

    private static bool IsCompound(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    // The sizes that a package declares may be false: they are counted.
    private static FileFault? Measure(byte[] file, CancellationToken stop)
    {
        using var package = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (package.Entries.Count > MostEntries)
        {
            return new(Reasons.WorkbookTooLarge);
        }
        var buffer = new byte[81_920];
        var total = 0L;
        var scan = new PackageScan();
        foreach (var entry in package.Entries)
        {
            var most = entry.Name.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) ? MostStrings : MostUnpacked;
            var size = 0L;
            scan.Begin();
            using var content = entry.Open();
            for (int read; (read = content.Read(buffer)) > 0; )
            {
                size += read;
                total += read;
                stop.ThrowIfCancellationRequested();
                if (size > most || total > MostUnpacked)
                {
                    return new(Reasons.WorkbookTooLarge);
                }
                if (scan.See(buffer.AsSpan(0, read)) is { } fault && IsXml(entry))
                {
                    return fault;
                }
            }
        }
        return null;
    }

    /// <summary>
    /// Reads whether the workbook is of the strict form, and the number of days by which its plain numbers lie behind the 1900 system
    /// (ISO/IEC 29500-1, 18.2.28).
    /// </summary>
    private static (bool IsStrict, int Behind) Declared(byte[] file)
    {
        using var package = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (package.GetEntry("xl/workbook.xml") is not { } entry)
        {
            return default;
        }
        using var content = new StreamReader(entry.Open());
        var text = content.ReadToEnd();
        return (text.Contains("http://purl.oclc.org/ooxml/", StringComparison.Ordinal), Date1904().IsMatch(text) ? DaysTo1904 : 0);
    }

    private const int DaysTo1904 = 1462,
        LastDay = 2_950_000;

    [GeneratedRegex("date1904=[\"'](?:1|true|on)[\"']", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date1904();

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InBrackets();

    private static bool IsXml(ZipArchiveEntry entry) => entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    private static (IReadOnlyList<RawSheet>, FileFault?) ReadSheets(
        IExcelDataReader reader,
        int behind,
        Func<RawSheet, bool> worthwhile,
        CancellationToken stop
    )
    {
        var sheets = new List<RawSheet>();
        do
        {
            // The first row makes room for the farthest column that any reference of the sheet names.
            var width = reader.FieldCount;
            if (
                width > Bounds.LastColumn
                || (width > Bounds.Columns && (long)width * Math.Min(reader.RowCount, Bounds.Rows) > Bounds.Places)
            )
            {
                return ([], new(Reasons.TooManyColumns));
            }
            var rows = new SheetRows();
            var cells = new Cell[width];
            while (reader.Read())
            {
                stop.ThrowIfCancellationRequested();
                if (rows.All.Count == RawSheet.Headings + 1 && !worthwhile(new(reader.Name, rows.All)))
                {
                    break;
                }
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = At(reader, i, behind);
                }
                if (rows.Add(cells) is { } fault)
                {
                    return ([], fault);
                }
            }
            sheets.Add(
                new(reader.Name, rows.All)
                {
                    Hidden = !string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase),
                    Joined = [.. (reader.MergeCells ?? []).Select(one => new Joined(one.FromRow, one.FromColumn, one.ToRow, one.ToColumn))],
                }
            );
        } while (reader.NextResult());
        return (sheets, null);
    }

    private static Cell At(IExcelDataReader reader, int column, int behind)
    {
        var cell = Of(reader.GetValue(column));
        if (!cell.IsNumber)
            return cell;
        var isMonth = ShowsNoDay(reader, column);
        // The reader takes some of the forms for numbers.
        if (isMonth && !cell.IsDate && cell.Number is > 366 and < LastDay)
            cell = Of(DateTime.FromOADate(Math.Floor(cell.Number) + behind));
        return !cell.IsDate ? cell with { Behind = behind }
            : isMonth && cell.Text.Length >= 7 ? cell with { IsMonth = true, Text = cell.Text[..7] }
            : cell;
    }

    // Forms that a Chinese workbook keeps by number alone, all of them year and month.
    private static readonly HashSet<int> YearAndMonth = [17, 27, 36, 50, 52, 57];

    private static bool ShowsNoDay(IExcelDataReader reader, int column) =>
        YearAndMonth.Contains(reader.GetNumberFormatIndex(column))
        || (
            InBrackets().Replace(reader.GetNumberFormatString(column) ?? "", "") is var shown
            && shown.Contains('y', StringComparison.OrdinalIgnoreCase)
            && !shown.Contains('d', StringComparison.OrdinalIgnoreCase)
        );

    private static Cell Of(object? value) =>
        value switch
        {
            null => Cell.Blank,
            string text => new(text),
            DateTime time => new(
                time.ToString(
                    time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
                        : time.Year < 1901 ? "HH:mm"
                        : "yyyy-MM-dd HH:mm",
                    CultureInfo.InvariantCulture
                ),
                time.ToOADate(),
                IsDate: true
            ),
            TimeSpan time => new(time.ToString(@"hh\:mm", CultureInfo.InvariantCulture)),
            double number => new(number.ToString("0.###############", CultureInfo.InvariantCulture), number),
            IFormattable other => new(other.ToString(null, CultureInfo.InvariantCulture)),
            _ => new(value.ToString() ?? ""),
        };
}
