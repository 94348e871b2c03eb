using System.Text;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Domain.Imports;
using Emergency.Domain.Places;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Across.Imports;

/// <param name="Field">Field as which it is read; null: not imported.</param>
/// <param name="Example">First value in the column; names and numbers of persons are masked.</param>
/// <param name="Chosen">True when somebody of this office has chosen the field.</param>
internal sealed record ColumnShown(string Heading, string? Field, string? Example, bool Chosen);

/// <param name="Needed">Number of a group of which at least one column must be there; null: none.</param>
internal sealed record FieldShown(string Field, string Heading, int? Needed);

/// <summary>Choices of how headings are read. A heading without a choice is read as usual.</summary>
internal sealed record NewColumns(IReadOnlyList<NewColumn>? Columns)
{
    public static IReadOnlyList<string> Faults(NewColumns body, Reading.Tables.Columns table) =>
        [
            .. Checks.Need(body.Columns is { Count: > 0 and <= ColumnChoices.Most }, "$.columns: 1 to 200 headings"),
            .. Checks.Need(
                (body.Columns ?? [])
                    .Where(one => one.Field is not null)
                    .GroupBy(one => one.Field, StringComparer.Ordinal)
                    .All(same => same.Count() == 1),
                "$.columns: each field once"
            ),
            .. (body.Columns ?? []).SelectMany(
                (one, at) =>
                    Checks
                        .Text(one.Heading, $"$.columns[{at}].heading", ColumnChoices.Longest, needed: true)
                        .Concat(
                            Checks.Need(
                                one.Field is null || (table.Has(one.Field) && !Reading.Tables.Columns.Unread.Contains(one.Field)),
                                $"$.columns[{at}].field: a column of this register"
                            )
                        )
            ),
        ];
}

internal sealed record NewColumn(string Heading, string? Field);

internal sealed record ColumnsKept(int Columns);

/// <summary>Headings of columns, with the fields as which they are read.</summary>
internal static partial class ImportColumns
{
    private const int Longest = 24;

    public static IReadOnlyList<ColumnShown> Of(SheetSource source) =>
        [.. source.Header.Labels.Select((label, at) => (label, at)).Where(one => one.label.Length > 0).Select(one => Of(source, one.at))];

    /// <summary>All fields of a register, for the person who chooses.</summary>
    public static IReadOnlyList<FieldShown> Fields(Columns table) =>
        [
            .. table
                .Fields.Where(field => !Columns.Unread.Contains(field))
                .Select(field => new FieldShown(field, table.Heading(field), Group(table, field))),
        ];

    /// <summary>Chooses how an office's headings of a register are read; this holds for its next files too.</summary>
    public static async Task<Outcome<ColumnsKept>> Choose(string kind, string division, NewColumns body, Act act)
    {
        if (RegisterKinds.Of(kind) is not { } register || register is RegisterKind.Areas or RegisterKind.Plans)
            return Problem.NotFound;
        if (!Divisions.IsCode(division))
            return Problem.Bad("?division: a division code of 4, 6, 9 or 12 digits");
        if (NewColumns.Faults(body, Columns.For(register)) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        ListOf<ChosenColumn> columns = [.. body.Columns!.Select(one => new ChosenColumn(one.Heading, one.Field))];
        var asked = act.Asked;
        var sent = await act.Use<Sending>()
            .Send(
                asked,
                Importing.Needs(register),
                new Place(division),
                Entities.Columns(asked.Realm, division, kind),
                by => new ChooseColumns(division, kind, columns, by, asked.Now),
                null,
                act.Stop
            );
        return sent.With(new ColumnsKept(columns.Count));
    }

    private static int? Group(Columns table, string field)
    {
        var at = table.Required.ToList().FindIndex(group => group.Contains(field, StringComparer.Ordinal));
        return at < 0 ? null : at;
    }

    private static ColumnShown Of(SheetSource source, int at)
    {
        var field = source.Header.FieldAt(at) is { } read && !Columns.Unread.Contains(read) ? read : null;
        return new(source.Header.Labels[at], field, Example(source, at, field), source.Header.IsChosen(at));
    }

    private static string? Example(SheetSource source, int at, string? field)
    {
        var text = source
            .Sheet.Rows.Skip(source.Header.Row + source.Header.Depth - 1)
            .Take(200)
            .Select(row => at < row.Length ? row[at].Text.Trim() : "")
            .FirstOrDefault(one => one.Length > 0);
        if (text is null)
            return null;
        // A column of unknown meaning may hold names.
        if (field is null or "name" or "head_name" or "guardian_name" or "caregiver_name" or "contact_name" or "resident_name")
            text = text.EnumerateRunes().Count() is >= 2 and <= 4 && text.EnumerateRunes().All(Rune.IsLetter) ? Masks.Name(text) : text;
        text = Digits().Replace(text, many => $"{many.Value[..3]}…{many.Value[^2..]}");
        return text.Length > Longest ? $"{text[..Longest]}…" : text;
    }

    [GeneratedRegex("[0-9０-９][0-9０-９Xx -]{6,}", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
