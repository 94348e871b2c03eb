using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>An observer's sheet; it replaces the earlier one.</summary>
/// <param name="Marks">Marks for items of the form, each item at most once; items that were not looked at are left out.</param>
/// <param name="Words">Remarks on the drill as a whole, at most 500 characters.</param>
internal sealed record SheetBody(ListOf<MarkBody>? Marks, string? Words)
{
    public static IReadOnlyList<string> Faults(SheetBody body)
    {
        var marks = body.Marks ?? [];
        return
        [
            .. marks.SelectMany((mark, i) => MarkBody.Faults(mark, $"$.marks[{i}]")),
            .. Checks.Need(marks.DistinctBy(mark => mark?.Item, StringComparer.Ordinal).Count() == marks.Count, "$.marks: each item once"),
            .. Checks.Text(body.Words, "$.words", ObserverForm.Longest),
        ];
    }
}

/// <param name="Grade">achieved, partly, not-achieved or not-seen.</param>
/// <param name="Words">Observation, at most 500 characters.</param>
internal sealed record MarkBody(string? Item, SheetGrade? Grade, string? Words)
{
    public static IEnumerable<string> Faults(MarkBody? mark, string path) =>
        [
            .. Checks.Need(mark?.Item is { } item && ObserverForm.Items.Any(one => one.Id == item), $"{path}.item: of the form"),
            .. Checks.Need(mark?.Grade is not null, $"{path}.grade: achieved, partly, not-achieved or not-seen"),
            .. Checks.Text(mark?.Words, $"{path}.words", ObserverForm.Longest),
        ];
}

/// <summary>讲评完成: the final evaluation.</summary>
/// <param name="Explained">Reasons why late or missed actions need no improvement.</param>
/// <param name="Words">Remarks on the whole, at most 1,000 characters.</param>
internal sealed record EvaluationBody(ListOf<ExplainedBody>? Explained, string? Words)
{
    public static IReadOnlyList<string> Faults(EvaluationBody body) =>
        [
            .. (body.Explained ?? []).SelectMany(
                (one, i) =>
                    Checks
                        .Text(one?.Expected, $"$.explained[{i}].expected", 60, needed: true)
                        .Concat(Checks.Text(one?.Why, $"$.explained[{i}].why", 500, needed: true))
            ),
            .. Checks.Text(body.Words, "$.words", 1_000),
        ];
}

/// <param name="Expected">Id of a late or missed action.</param>
internal sealed record ExplainedBody(string? Expected, string? Why);

/// <summary>Sealed texts of one sheet: the observer's name, and the remarks beside items and below.</summary>
internal sealed record SheetWords(string Observer, string? Words, ListOf<ItemWords> Items);

internal sealed record ItemWords(string Item, string Text);
