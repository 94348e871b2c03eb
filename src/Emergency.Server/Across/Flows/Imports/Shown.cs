using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Across.Imports;

/// <param name="Imported">Rows written or already equal to the file; rejected ones wait for a person.</param>
/// <param name="Mend">Rejected rows as they stand in the file, at most 2,000, with its headings: to be mended and imported again.</param>
internal sealed record SheetShown(
    string File,
    string? Sheet,
    int DataRows,
    int Ok,
    int Warned,
    int Rejected,
    int Imported,
    bool Skipped,
    IReadOnlyList<FindingShown> Findings,
    MendShown? Mend,
    IReadOnlyList<ColumnShown> Columns,
    IReadOnlyList<string> Missing
);

/// <param name="Row">Row of the sheet or record of the file, from 1; 0 means the whole file.</param>
/// <param name="Outcome">warn: imported and listed. reject: not imported until a person corrects it.</param>
/// <param name="Heading">Heading of the column in the file, or the usual heading.</param>
/// <param name="Value">Text of the cell; null where it is empty.</param>
/// <param name="Community">Community that the row names, with its name in the register.</param>
internal sealed record FindingShown(
    int Row,
    Severity Outcome,
    string Field,
    string Heading,
    string Reason,
    string Message,
    string? Value,
    string? Community
);

internal sealed record MendShown(IReadOnlyList<string> Headings, IReadOnlyList<MendRow> Rows);

internal sealed record MendRow(int Row, IReadOnlyList<string> Cells);

/// <summary>Preview of an import. <paramref name="Changes"/> are at most 1,000, <paramref name="More"/> counts the rest.</summary>
/// <param name="Reassigned">Rows whose number another person has: they become a new person, and the old record stays.</param>
internal sealed record PreviewShown(
    int Added,
    int Changed,
    int Same,
    IReadOnlyList<int> Reassigned,
    IReadOnlyList<ChangeShown> Changes,
    int More,
    IReadOnlyList<EmptyShown> Empty
);

/// <summary>An empty cell of the file where a value is known. The value stays.</summary>
/// <param name="Clearable">True when it can be cleared on purpose: never needs, kinds, doors or guardians.</param>
internal sealed record EmptyShown(string? Sheet, int Row, string Who, string Field, string Heading, string? Known, bool Clearable);

/// <param name="Lost">True when known information is lost by it.</param>
/// <param name="Before">Names, phones and numbers of persons are masked.</param>
internal sealed record ChangeShown(
    string? Sheet,
    int Row,
    string Who,
    string Field,
    string Heading,
    string? Before,
    string? After,
    bool Lost
);

/// <summary>Writes the account of an import for people: with the file's own headings, the cell, the community.</summary>
internal sealed class Showing(RegisterKind kind, string language, PlacesKnown places)
{
    private const int MostMended = 2_000,
        MostChanges = 1_000;

    public SheetShown Of(SheetFindings sheet) =>
        new(
            sheet.File,
            sheet.Sheet,
            sheet.DataRows,
            sheet.Ok,
            sheet.Warned,
            sheet.Rejected,
            sheet.Imported,
            sheet.Skipped,
            [.. sheet.Findings.Select(finding => Of(sheet.Source, finding))],
            Mend(sheet),
            sheet.Source is { } source ? ImportColumns.Of(source) : [],
            sheet.Missing
        );

    public PreviewShown Of(Differences differences)
    {
        var (added, changed, same) = differences.Rows;
        return new(
            added,
            changed,
            same,
            [.. differences.Reassigned.Select(one => one.Row).Order()],
            [
                .. differences
                    .All.OrderByDescending(one => one.Lost)
                    .ThenBy(one => one.Row)
                    .Take(MostChanges)
                    .Select(one => new ChangeShown(
                        one.Sheet,
                        one.Row,
                        one.Who,
                        one.Column,
                        Heading(null, one.Column),
                        one.Before,
                        one.After,
                        one.Lost
                    )),
            ],
            Math.Max(0, differences.All.Count - MostChanges),
            [
                .. differences
                    .Emptied.OrderBy(one => one.Row)
                    .Take(MostChanges)
                    .Select(one => new EmptyShown(
                        one.Sheet,
                        one.Row,
                        one.Who,
                        one.Column,
                        Heading(null, one.Column),
                        one.Before,
                        Columns.Clearable.Contains(one.Column)
                    )),
            ]
        );
    }

    private FindingShown Of(SheetSource? source, Finding finding)
    {
        var arguments =
            finding.Detail is null ? []
            : finding.Reason == Reasons.Refused ? [Sentences.Of(language, new Problem(finding.Detail, []))]
            : new[] { finding.Detail };
        return new(
            finding.Row,
            finding.Outcome,
            finding.Field,
            Heading(source, finding.Field),
            finding.Reason,
            Sentences.Of(language, new Problem($"finding.{finding.Reason}", arguments)),
            finding.Row == 0 ? null : source?.Value(finding.Row, finding.Field),
            finding.Row == 0 ? null : Community(source?.Value(finding.Row, "community_code") ?? source?.Value(finding.Row, "community"))
        );
    }

    private string Heading(SheetSource? source, string field) =>
        source?.Heading(field)
        ?? (language == "en" || kind is RegisterKind.Areas or RegisterKind.Plans ? field : Columns.For(kind).Heading(field));

    // A code means little to a clerk: shows the street and the name, also for a community outside the file's division.
    private string? Community(string? written)
    {
        if (written is null || places.Of(written) is not { } known)
            return written;
        return written.Length == 12 && places.Of(written[..9]) is { } street ? $"{street.Name} {known.RegisterName}" : known.Name;
    }

    private static MendShown? Mend(SheetFindings sheet)
    {
        if (sheet.Source is not { } source || sheet.Rejected == 0)
            return null;
        var rows = sheet
            .Findings.Where(finding => finding is { Outcome: Severity.Reject, Row: > 0 })
            .Select(finding => finding.Row)
            .Distinct()
            .Order()
            .Take(MostMended);
        return new(source.Header.Labels, [.. rows.Select(row => new MendRow(row, source.Row(row)))]);
    }
}
