using static Emergency.Domain.Decision;

namespace Emergency.Domain.Regulations;

/// <summary>
/// 那天达标了吗: how the communities of a street stood in their duties when each day of a month ended (kind "readiness", key = the street's 9 digits and the month); of a county (6 digits) how it stood in its own. What is mended later
/// does not change what was so that day. A day is kept once; a day on which no clock ran is not made up for, because nobody can know any more.
/// </summary>
/// <param name="Day">The last day that was kept.</param>
/// <param name="Packs">The rule packs by which it was judged.</param>
/// <param name="Rows">How each community stood.</param>
public sealed record KeptReadiness(DateOnly? Day, ListOf<KeptPack> Packs, ListOf<KeptRow> Rows)
{
    public static readonly Code NotOver = new("readiness.day-not-over");
    public static readonly KeptReadiness None = new(null, [], []);

    public static Decision Decide(KeptReadiness state, Command command) =>
        command switch
        {
            KeepDay c when c.Day <= state.Day => Nothing,
            KeepDay c when Shanghai.Day(c.At) <= c.Day => Reject(NotOver),
            KeepDay c => new DayKept(
                c.Street,
                c.Day,
                c.Packs,
                [.. c.Rows.Where(row => !state.Rows.Contains(row))],
                [.. state.Rows.Select(row => row.Community).Except(c.Rows.Select(row => row.Community), StringComparer.Ordinal)],
                c.At
            ),
            _ => throw new Unforeseen(command),
        };

    public static KeptReadiness Evolve(KeptReadiness state, Event happened) =>
        happened switch
        {
            DayKept e => new(
                e.Day,
                e.Packs,
                [
                    .. state
                        .Rows.Where(row =>
                            !e.Gone.Contains(row.Community, StringComparer.Ordinal)
                            && !e.Changed.Any(changed => changed.Community == row.Community)
                        )
                        .Concat(e.Changed)
                        .OrderBy(row => row.Community, StringComparer.Ordinal),
                ]
            ),
            _ => throw new Unforeseen(happened),
        };
}

/// <summary>A rule pack as it was: which text, and whether it counted.</summary>
/// <param name="Adopted">A draft the county had made its own standard.</param>
public sealed record KeptPack(string Id, string Version, PackStatus Status, bool Adopted);

/// <summary>One community's cells, by the duties that applied to it that day.</summary>
public sealed record KeptRow(string Community, ListOf<KeptCell> Cells);

/// <summary>One cell as it was: which evidence was looked at and what it showed; the things behind it stay in their own registers.</summary>
/// <param name="On">The day the fact is about; days left or past follow from it.</param>
public sealed record KeptCell(string Pack, string Duty, string Evidence, Mark Mark, Fact Fact, int? Number, int? Of, DateOnly? On)
{
    public static KeptCell From(DutyRule rule, DutyStanding standing) =>
        new(rule.Pack, rule.Id, rule.Evidence!, standing.Mark, standing.Fact, standing.Number, standing.Of, standing.On);

    /// <summary>As it would have been shown at the end of that day.</summary>
    public DutyStanding At(DateOnly day) =>
        DutyStanding.Is(
            Mark,
            Fact,
            Number,
            Of,
            On is { } on && on != DateOnly.MaxValue ? Math.Abs(on.DayNumber - day.DayNumber) : null,
            On
        );
}

public abstract record KeptReadinessCommand : Command;

/// <summary>A day has ended.</summary>
/// <param name="Rows">All communities of the street, in the order of their codes.</param>
public sealed record KeepDay(string Street, DateOnly Day, ListOf<KeptPack> Packs, ListOf<KeptRow> Rows, DateTimeOffset At)
    : KeptReadinessCommand;

public abstract record KeptReadinessEvent : Event;

/// <param name="Changed">The communities whose cells are other than the day before in this month; of its first day that was kept all.</param>
/// <param name="Gone">Communities that are no more.</param>
[Stored("readiness.day-kept.v1")]
public sealed record DayKept(
    string Street,
    DateOnly Day,
    ListOf<KeptPack> Packs,
    ListOf<KeptRow> Changed,
    ListOf<string> Gone,
    DateTimeOffset At
) : KeptReadinessEvent;
