using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Across.Exporting;

internal enum FileForm
{
    Xlsx,
    Csv,
}

/// <summary>A request for a list as a file: the part of it, the reason, and the receiver. Reason and receiver are kept sealed with the access record.</summary>
internal sealed record NewListFile(FileForm? Form, string? Why, string? Receiver, ListFilter? Only = null)
{
    public static IReadOnlyList<string> Faults(NewListFile body) =>
        [
            .. Checks.Need(body.Form is not null, "$.form: xlsx or csv"),
            .. Checks.Text(body.Why, "$.why", 300, needed: true),
            .. Checks.Text(body.Receiver, "$.receiver", 100, needed: true),
            .. Checks.Text(body.Only?.Kind, "$.only.kind", 100),
            .. Checks.Text(body.Only?.Need, "$.only.need", 100),
            .. Checks.Text(body.Only?.Grid, "$.only.grid", 100),
            .. Checks.Text(body.Only?.Building, "$.only.building", 100),
            .. Checks.Need(body.Only?.Month is null or { Day: 1 }, "$.only.month: the first of a month"),
        ];
}

internal sealed record ListFile(ReadOnlyMemory<byte> Bytes, string Form) : IWritten
{
    public static string ContentType => $"{TableFile.XlsxForm}, {TableFile.CsvForm}";
    public string? Foreign => Form;

    public static ListFile Of(FileForm form, string title, Listed list)
    {
        var rows = list.Rows.Prepend(list.Head);
        return form == FileForm.Csv ? new(TableFile.Csv(rows), TableFile.CsvForm) : new(TableFile.Xlsx(title, rows), TableFile.XlsxForm);
    }
}
