using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Teams;

/// <summary>Request of a member to be relieved of a turn; any colleague can take it.</summary>
public sealed record SwapAsk(Sealed? Why, By By, DateTimeOffset At);

public abstract record TeamSwapCommand : TeamCommand;

/// <param name="Why">Reason for the colleagues, sealed.</param>
public sealed record AskSwap(DutyKey Duty, Sealed? Why, By By, DateTimeOffset At) : TeamSwapCommand;

/// <summary>Withdraws the request: the member keeps the turn.</summary>
public sealed record DropSwap(DutyKey Duty, By By, DateTimeOffset At) : TeamSwapCommand;

/// <summary>Takes the turn that somebody asked to be relieved of. The first of several takers has it.</summary>
public sealed record TakeSwap(DutyKey Duty, MemberId Taker, By By, DateTimeOffset At) : TeamSwapCommand;

public abstract record TeamSwapEvent : TeamEvent;

[Stored("team.swap-asked.v1")]
public sealed record SwapAsked(DutyKey Duty, Sealed? Why, By By, DateTimeOffset At) : TeamSwapEvent;

[Stored("team.swap-dropped.v1")]
public sealed record SwapDropped(DutyKey Duty, By By, DateTimeOffset At) : TeamSwapEvent;

/// <summary>Records who had the turn before; follows the two events that strike the turn and roster it anew.</summary>
/// <param name="Duty">Turn as the taker keeps it.</param>
[Stored("team.swap-taken.v1")]
public sealed record SwapTaken(DutyKey Duty, MemberId From, By By, DateTimeOffset At) : TeamSwapEvent;

public sealed partial record Team
{
    /// <summary>Turns that somebody asks to be relieved of.</summary>
    public ImmutableDictionary<DutyKey, SwapAsk> Swaps { get; init; } = ImmutableDictionary<DutyKey, SwapAsk>.Empty;

    /// <summary>Turns that were taken over, with the member who had each before.</summary>
    public ImmutableDictionary<DutyKey, MemberId> Swapped { get; init; } = ImmutableDictionary<DutyKey, MemberId>.Empty;

    /// <summary>Refuses two turns of a member at once, with the hours of the one that stands; null where there is no overlap.</summary>
    /// <param name="instead">Turn that it replaces.</param>
    public Decision? Double(Duty turn, DutyKey? instead = null) =>
        Roster.Values.InOrder().FirstOrDefault(one => one.Key != instead && IsDouble(one, turn)) is { } other ? Doubled(other) : null;

    private static bool IsDouble(Duty one, Duty other) =>
        one.Member == other.Member
        && one.Key != other.Key
        && one.From < other.To
        && other.From < one.To
        && one.From < one.To
        && other.From < other.To;

    private static Decision Doubled(Duty stands) => Reject(DoubleTurn, Instant(stands.From), Instant(stands.To));

    // A file replaces all turns of its days: overlaps are sought among turns of other days and those it brings itself.
    private Decision? DoubleAfter(RosterDuty c)
    {
        var days = c.Duties.Select(duty => duty.Day).ToHashSet();
        var brought = c.Duties.GroupBy(duty => duty.Key).Select(same => same.Last()).ToList();
        var after = Roster.Values.Where(duty => !days.Contains(duty.Day)).Concat(brought).ToLookup(duty => duty.Member);
        return
            brought
                .InOrder()
                .Select(turn => after[turn.Member].FirstOrDefault(one => IsDouble(one, turn)))
                .FirstOrDefault(one => one is not null)
                is { } stands
            ? Doubled(stands)
            : null;
    }

    private static Decision Unless(Decision? against, Func<Decision> decide) => against ?? decide();

    private static Decision Decide(Team state, TeamSwapCommand command) =>
        command switch
        {
            AskSwap c when !state.Roster.TryGetValue(c.Duty, out var turn) || turn.To <= c.At => Reject(TurnGone),
            AskSwap c => state.Swaps.ContainsKey(c.Duty) ? Nothing : new SwapAsked(c.Duty, c.Why, c.By, c.At),
            DropSwap c => state.Swaps.ContainsKey(c.Duty) ? new SwapDropped(c.Duty, c.By, c.At) : Nothing,
            TakeSwap c when !state.Members.ContainsKey(c.Taker) => Reject(UnknownMember, c.Taker.ToString()),
            TakeSwap c when state.Swapped.GetValueOrDefault(c.Duty with { Member = c.Taker }) == c.Duty.Member => Nothing,
            TakeSwap c when !state.Swaps.ContainsKey(c.Duty) || c.Taker == c.Duty.Member || state.Roster[c.Duty].To <= c.At => Reject(
                SwapGone
            ),
            TakeSwap c => Take(state, c, state.Roster[c.Duty] with { Member = c.Taker, Import = null }),
            _ => throw new Unforeseen(command),
        };

    private static Decision Take(Team state, TakeSwap c, Duty turn) =>
        state.Double(turn) is { } doubled ? doubled
        : state.Roster.TryGetValue(turn.Key, out var theirs) ? Doubled(theirs)
        : Of([new DutyStruck(c.Duty, c.At), new DutyRostered(turn, c.At), new SwapTaken(turn.Key, c.Duty.Member, c.By, c.At)]);

    private static Team EvolveSwaps(Team state, TeamSwapEvent happened) =>
        happened switch
        {
            // A swap asked for a turn that a file has struck in the same moment is dropped.
            SwapAsked e when !state.Roster.ContainsKey(e.Duty) => state,
            SwapAsked e => state with { Swaps = state.Swaps.SetItem(e.Duty, new(e.Why, e.By, e.At)) },
            SwapDropped e => state with { Swaps = state.Swaps.Remove(e.Duty) },
            SwapTaken e => state with { Swapped = state.Swapped.SetItem(e.Duty, e.From) },
            _ => throw new Unforeseen(happened),
        };
}
