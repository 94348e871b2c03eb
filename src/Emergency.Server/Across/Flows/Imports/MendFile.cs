using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Across.Imports;

/// <summary>The rows to mend as the preview gave them, each with its faults in front.</summary>
internal sealed record NewMendFile(string? Sheet, IReadOnlyList<IReadOnlyList<string>>? Rows)
{
    private const int MostRows = 2_001,
        MostCells = 210,
        Longest = 2_000;

    public static IReadOnlyList<string> Faults(NewMendFile body) =>
        [
            .. Checks.Text(body.Sheet, "$.sheet", 100, needed: true),
            .. Checks.Need(
                body.Rows is { Count: > 0 and <= MostRows } rows
                    && rows.All(row => row.Count <= MostCells && row.All(cell => cell.Length <= Longest)),
                "$.rows: 1 to 2,001 rows of at most 210 cells"
            ),
        ];
}

internal sealed record MendFile(ReadOnlyMemory<byte> Bytes) : IWritten
{
    public static string ContentType => TableFile.XlsxForm;

    /// <summary>A table as a workbook: every cell is text, none a formula.</summary>
    public static Outcome<MendFile> Of(NewMendFile body) =>
        NewMendFile.Faults(body) is { Count: > 0 } faults
            ? Problem.Bad(faults)
            : new Outcome<MendFile>(new MendFile(TableFile.Xlsx(body.Sheet!, body.Rows!)));
}
