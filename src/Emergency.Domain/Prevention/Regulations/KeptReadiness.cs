using static Emergency.Domain.Decision;

namespace Emergency.Domain.Regulations;

/// <summary>那天达标了吗: standings of the communities of a street in their duties at the end of each day of a month (kind "readiness", key = the
/// street's 9 digits and the month); for a county (6 digits) its standing in its own. Later improvements do not change them. A day is kept
/// once; a day on which no clock ran is not made up for, because nobody can know its standings any more.</summary>
/// <param name="Day">Last day that was kept.</param>
/// <param name="Packs">Rule packs by which it was judged.</param>
/// <param name="Rows">Standings of each community.</param>
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

/// <summary>Rule pack as it was: its version, and whether it counted.</summary>
/// <param name="Adopted">True for a draft the county had made its own standard.</param>
public sealed record KeptPack(string Id, string Version, PackStatus Status, bool Adopted);

/// <summary>Cells of one community, by the duties that applied to it that day.</summary>
public sealed record KeptRow(string Community, ListOf<KeptCell> Cells);

/// <summary>Cell as it was: the evidence and its result; the things behind it stay in their own registers.</summary>
/// <param name="On">Day the fact is about; days left or past follow from it.</param>
public sealed record KeptCell(string Pack, string Duty, string Evidence, Mark Mark, Fact Fact, int? Number, int? Of, DateOnly? On)
{
    public static KeptCell From(DutyRule rule, DutyStanding standing) =>
        new(rule.Pack, rule.Id, rule.Evidence!, standing.Mark, standing.Fact, standing.Number, standing.Of, standing.On);

    /// <summary>Returns the standing as it would have been shown at the end of that day.</summary>
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

/// <summary>Keeps the standings at the end of a day.</summary>
/// <param name="Rows">Rows of all communities of the street, in the order of their codes.</param>
public sealed record KeepDay(string Street, DateOnly Day, ListOf<KeptPack> Packs, ListOf<KeptRow> Rows, DateTimeOffset At)
    : KeptReadinessCommand;

public abstract record KeptReadinessEvent : Event;

/// <param name="Changed">Communities whose cells differ from the day before in this month; on the first kept day of the month, all.</param>
/// <param name="Gone">Communities that no longer exist.</param>
[Stored("readiness.day-kept.v1")]
public sealed record DayKept(
    string Street,
    DateOnly Day,
    ListOf<KeptPack> Packs,
    ListOf<KeptRow> Changed,
    ListOf<string> Gone,
    DateTimeOffset At
) : KeptReadinessEvent;
