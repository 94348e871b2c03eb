using System.Globalization;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Features.People;

internal enum FileForm
{
    Xlsx,
    Csv,
}

/// <summary>The register as a file: which part of it, why, and who gets it. Both are kept sealed with the record of the reading.</summary>
internal sealed record NewRegisterFile(
    FileForm? Form,
    string? Why,
    string? Receiver,
    string? Kind = null,
    string? Need = null,
    string? Grid = null,
    string? Building = null,
    bool Unverified = false,
    bool Due = false
)
{
    public static IReadOnlyList<string> Faults(NewRegisterFile body) =>
        [
            .. Checks.Need(body.Form is not null, "$.form: xlsx or csv"),
            .. Checks.Text(body.Why, "$.why", 300, needed: true),
            .. Checks.Text(body.Receiver, "$.receiver", 100, needed: true),
            .. NewSearch.Faults(body.Search()),
        ];

    public NewSearch Search() => new(null, Kind, Need, Grid, Building, Unverified, Due);
}

internal sealed record RegisterFile(ReadOnlyMemory<byte> Bytes, string Form) : IWritten
{
    public static string ContentType => $"{TableFile.XlsxForm}, {TableFile.CsvForm}";
    public string? Foreign => Form;

    /// <summary>Rows as the asker sees them on the page: names masked, kinds where they may know them.</summary>
    public static RegisterFile Of(FileForm form, IReadOnlyList<FoundShown> found, PageWords words)
    {
        var withKinds = found.Any(one => one.Person.Kinds is not null);
        IEnumerable<IReadOnlyList<string>> rows = found
            .Select((one, at) => Row(at + 1, one.Person, withKinds, words))
            .Prepend(Head(withKinds, words));
        return form == FileForm.Csv
            ? new(TableFile.Csv(rows), TableFile.CsvForm)
            : new(TableFile.Xlsx(words.Say("resident.export.sheet"), rows), TableFile.XlsxForm);
    }

    private static string[] Head(bool withKinds, PageWords words)
    {
        string[] keys = ["number", "grid", "building", "unit", "floor", "room", "name", .. Kinds(withKinds, "kinds"), "needs", "checked"];
        return [.. keys.Select(key => words.Say($"resident.export.{key}"))];
    }

    private static string[] Row(int number, ResidentShown one, bool withKinds, PageWords words) =>
        [
            Plain(number),
            one.Door.Grid ?? "",
            one.Door.Building ?? "",
            one.Door.Unit ?? "",
            one.Door.Floor is { } floor ? Plain(floor) : "",
            one.Door.Room ?? "",
            one.Minor ? words.Say("resident.export.child", ("age", one.Age is { } age ? Plain(age) : "")) : one.Name,
            .. Kinds(withKinds, Words("door.kind", one.Kinds ?? [], words)),
            Words("door.need", one.Needs, words),
            one.CheckedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? words.Say("resident.unverified"),
        ];

    private static string[] Kinds(bool with, string cell) => with ? [cell] : [];

    private static string Words(string group, IReadOnlyList<string> codes, PageWords words) =>
        string.Join(
            '、',
            codes.Select(code => words.Say($"{group}.{code}") is var said && said.StartsWith(group, StringComparison.Ordinal) ? code : said)
        );

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
