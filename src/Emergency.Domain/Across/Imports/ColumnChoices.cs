using static Emergency.Domain.Decision;

namespace Emergency.Domain.Imports;

/// <summary>Meanings of an office's headings in one register (kind "columns", key = division-register): a choice made once holds for the
/// next file.</summary>
public sealed record ColumnChoices(ListOf<ChosenColumn> Columns)
{
    public const int Most = 200,
        Longest = 60;
    public static readonly Code TooMany = new("columns.too-many"),
        Twice = new("columns.twice");
    public static readonly ColumnChoices None = new([]);

    public static Decision Decide(ColumnChoices state, Command command) =>
        command switch
        {
            ChooseColumns c when c.Columns.Count > Most => Reject(TooMany),
            ChooseColumns c when IsTwice(c.Columns) => Reject(Twice),
            ChooseColumns c => c.Columns == state.Columns ? Nothing : new ColumnsChosen(c.Division, c.Register, c.Columns, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    public static ColumnChoices Evolve(ColumnChoices state, Event happened) =>
        happened switch
        {
            ColumnsChosen e => new(e.Columns),
            _ => throw new Unforeseen(happened),
        };

    private static bool IsTwice(ListOf<ChosenColumn> columns) =>
        columns.Select(one => one.Heading).Distinct(StringComparer.Ordinal).Count() < columns.Count;
}

/// <param name="Field">Field the column fills; null: not imported.</param>
public sealed record ChosenColumn(string Heading, string? Field);

public abstract record ColumnsCommand : Command;

public sealed record ChooseColumns(string Division, string Register, ListOf<ChosenColumn> Columns, By By, DateTimeOffset At)
    : ColumnsCommand;

public abstract record ColumnsEvent : Event;

[Stored("columns.chosen.v1")]
public sealed record ColumnsChosen(string Division, string Register, ListOf<ChosenColumn> Columns, By By, DateTimeOffset At) : ColumnsEvent;
