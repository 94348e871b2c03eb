using Emergency.Server.Across.Imports.Reading.Formats;
using Emergency.Server.Across.Imports.Reading.Registers;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading;

/// <summary>
/// Reads an uploaded register into normalised rows and findings. Any bytes give findings, never an exception; the file name only appears in
/// the account.
/// </summary>
internal static class RegisterReader
{
    /// <summary>10 MB, as every request body.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    public static RegisterReading Read(
        RegisterKind kind,
        string file,
        ReadOnlyMemory<byte> bytes,
        IKnown known,
        CancellationToken stop = default
    )
    {
        if (bytes.Length == 0)
        {
            return RegisterReading.Refused(file, new(Reasons.FileEmpty));
        }
        if (bytes.Length > MostBytes)
        {
            return RegisterReading.Refused(file, new(Reasons.FileTooLarge));
        }
        return kind switch
        {
            RegisterKind.Areas => AreaFile.Read(file, bytes),
            RegisterKind.Plans => PlanFile.Read(file, bytes, known),
            _ => ReadTables(kind, file, bytes, known, stop),
        };
    }

    private static RegisterReading ReadTables(
        RegisterKind kind,
        string file,
        ReadOnlyMemory<byte> bytes,
        IKnown known,
        CancellationToken stop
    )
    {
        var (sheets, fault) =
            kind == RegisterKind.Ground && GeoTable.IsJson(bytes.Span) ? GeoTable.Read(bytes, stop)
            : Workbook.IsWorkbook(bytes.Span)
                ? Workbook.Read(
                    bytes,
                    sheet =>
                        Columns.All.Any(register => Header.Find(sheet, register) is not null)
                        || Header.Find(sheet, known.As(Columns.For(kind))) is not null,
                    stop
                )
            : Csv.Read(bytes, stop);
        if (fault is not null)
        {
            return RegisterReading.Refused(file, fault);
        }
        var columns = known.As(Columns.For(kind));
        var headers = sheets.Select(s => Header.Find(s, columns)).ToList();
        sheets = [.. sheets.Zip(headers, Table.Filled)];
        var book = new Book(known);
        foreach (var (sheet, header) in sheets.Zip(headers))
        {
            if (header is not null && !sheet.Hidden)
            {
                Table.NoteCommunities(book, sheet, header);
            }
        }

        var accounts = new List<SheetFindings>();
        var rows = new List<RegisterRow>();
        foreach (var (sheet, header) in sheets.Zip(headers))
        {
            stop.ThrowIfCancellationRequested();
            if (sheet.Hidden)
            {
                accounts.Add(Skipped(file, sheet) with { Findings = [new(0, Severity.Warn, "file", Reasons.SheetHidden)] });
                continue;
            }
            if (header is null && OtherKind(kind, sheet, 0) is null)
            {
                var guess = Header.Guess(sheet, columns);
                accounts.Add(
                    Skipped(file, sheet) with
                    {
                        Source = guess is null ? null : new(sheet, guess),
                        Missing = guess?.Missing ?? [],
                    }
                );
                continue;
            }
            accounts.Add(Unfit(kind, file, sheet, header, book) ?? Table.Read(kind, file, sheet, header!, book, rows));
        }
        return accounts.TrueForAll(a => a.Skipped) ? NoRegister(file, accounts) : new(accounts, rows);
    }

    /// <summary>Returns the account of a sheet that is another register, or lacks a required column; null where it can be read.</summary>
    private static SheetFindings? Unfit(RegisterKind kind, string file, RawSheet sheet, Header? header, Book book)
    {
        if (OtherKind(kind, sheet, header?.Count ?? 0) is { } other)
        {
            return Rejected(new(header?.Row ?? 0, Severity.Reject, "file", Reasons.WrongKind, RegisterKinds.Slug(other)));
        }
        if (header?.Twice is { } twice)
        {
            return Rejected(new(header.Row, Severity.Reject, "file", Reasons.ColumnTwice, twice));
        }
        var missing = header!
            .Missing.Where(one => one != "community" || sheet.Name is null || book.Communities.Find(sheet.Name) is null)
            .ToList();
        return missing is [var first, ..]
            ? Rejected(new(header.Row, Severity.Reject, first, Reasons.ColumnMissing, Columns.For(kind).Heading(first))) with
            {
                Source = new(sheet, header),
                Missing = missing,
            }
            : null;

        SheetFindings Rejected(Finding why) => new(file, sheet.Name, 0, 0, 0, 0, 0, false, [why with { Row = 0 }]);
    }

    /// <summary>The kind of register that has more of a sheet's headings, including all its required ones.</summary>
    private static RegisterKind? OtherKind(RegisterKind kind, RawSheet sheet, int recognised) =>
        Columns
            .All.Where(c => c.Kind != kind)
            .Select(c => (c.Kind, Header: Header.Find(sheet, c)))
            .Where(c => c.Header is { Missing.Count: 0 } && c.Header.Count > recognised)
            .OrderByDescending(c => c.Header!.Count)
            .Select(c => (RegisterKind?)c.Kind)
            .FirstOrDefault();

    private static SheetFindings Skipped(string file, RawSheet sheet) => new(file, sheet.Name, 0, 0, 0, 0, 0, true, []);

    // Offers a sheet that looks like a table for assigning its headings, which are shown.
    private static RegisterReading NoRegister(string file, List<SheetFindings> skipped) =>
        skipped.Exists(sheet => sheet.Source is not null)
            ? new(
                [
                    .. skipped.Select(sheet =>
                        sheet.Source is null
                            ? sheet
                            : sheet with
                            {
                                Skipped = false,
                                Findings = [new(0, Severity.Reject, "file", Reasons.HeaderNotFound)],
                            }
                    ),
                ],
                []
            )
            : new([.. RegisterReading.Refused(file, new(Reasons.HeaderNotFound)).Sheets, .. skipped.Where(s => s.Sheet is not null)], []);
}
