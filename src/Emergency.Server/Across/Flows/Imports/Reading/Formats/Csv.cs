using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>Comma, tab or semicolon separated text. Rows are records: a line break inside quotes does not count.</summary>
internal static class Csv
{
    public static (IReadOnlyList<RawSheet> Sheets, FileFault? Fault) Read(ReadOnlyMemory<byte> bytes, CancellationToken stop = default)
    {
        var (text, unreadable) = TextFile.Read(bytes.Span);
        if (text is null)
        {
            return ([], unreadable);
        }
        if (IsMarkup(text))
        {
            return ([], new(Reasons.WebPageTable));
        }
        var rows = new SheetRows();
        using var reader = new StringReader(text);
        using var parser = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = DelimiterOf(text),
                IgnoreBlankLines = false,
                BadDataFound = null,
            }
        );
        // A quote that is never closed swallows every row after it: that must not pass for one odd row.
        var open = text.AsSpan().Count('"') % 2 == 1;
        var cells = new Cell[Bounds.Columns + 1];
        while (parser.Read())
        {
            stop.ThrowIfCancellationRequested();
            var count = Math.Min(parser.Count, cells.Length);
            for (var i = 0; i < count; i++)
            {
                cells[i] = new(parser[i]);
            }
            if (rows.Add(cells.AsSpan(0, count)) is { } fault)
            {
                return ([], open && fault.Reason == Reasons.TextTooLong ? fault with { Reason = Reasons.QuoteUnclosed } : fault);
            }
        }
        if (open && rows.All is [.., var last] && last.Any(c => c.Text.Contains('\n', StringComparison.Ordinal)))
        {
            return ([], new(Reasons.QuoteUnclosed, rows.All.Count.ToString(CultureInfo.InvariantCulture)));
        }
        return ([new(null, rows.All)], null);
    }

    // Many programs give a web page or an XML table the name of a workbook.
    private static bool IsMarkup(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 1_000)).TrimStart();
        return start is ['<', ..]
            && (
                start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
                || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
                || start.Contains("<table", StringComparison.OrdinalIgnoreCase)
                || start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>The separator the first lines have most of; a comma when they have none.</summary>
    private static string DelimiterOf(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 4_000));
        int commas = start.Count(','),
            tabs = start.Count('\t'),
            semicolons = start.Count(';');
        return tabs > commas && tabs >= semicolons ? "\t"
            : semicolons > commas ? ";"
            : ",";
    }
}
