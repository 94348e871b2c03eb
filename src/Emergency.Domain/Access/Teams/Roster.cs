using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Teams;

/// <summary>带班 (leads the shift), 值班 (keeps the desk), 应急队 (goes out).</summary>
public enum Post
{
    Lead,
    Desk,
    Response,
}

public enum Shift
{
    Day,
    Night,
}

/// <summary>A shift of one day.</summary>
/// <param name="Day">The day it begins, in Asia/Shanghai.</param>
public sealed record DatedShift(DateOnly Day, Shift Shift, DateTimeOffset From);

/// <summary>Turn of duty on a roster, of a team or of a duty desk.</summary>
public interface ITurn<out TKey>
{
    /// <summary>Key of the turn: day, shift, post and person.</summary>
    TKey Key { get; }

    /// <summary>The day the shift begins, in Asia/Shanghai.</summary>
    DateOnly Day { get; }
    Shift Shift { get; }
    Post Post { get; }

    /// <summary>The member or officer.</summary>
    Guid Who { get; }
    DateTimeOffset From { get; }
    DateTimeOffset To { get; }
}

/// <summary>Codes and events with which a noun records changes of its roster.</summary>
/// <param name="Taken">Code for a turn that stands already with other hours; its arguments are from and to.</param>
/// <param name="Gone">Code for a turn to be replaced that no longer stands.</param>
/// <param name="Same">Tells whether a turn changes nothing in the one that stands.</param>
public sealed record RosterTerms<TKey, TTurn>(
    Code Taken,
    Code Gone,
    Func<TTurn, TTurn, bool> Same,
    Func<TTurn, Event> Rostered,
    Func<TKey, Event> Struck
);

/// <summary>Rules of a dated roster. Each act concerns one turn and leaves all others, so that two desks that change the same day in the
/// same second lose nothing.</summary>
public sealed record Roster<TKey, TTurn>(ImmutableDictionary<TKey, TTurn> Turns, RosterTerms<TKey, TTurn> Terms)
    where TKey : class
    where TTurn : class, ITurn<TKey>
{
    public Decision Add(TTurn turn) =>
        Turns.GetValueOrDefault(turn.Key) is not { } stands ? Terms.Rostered(turn)
        : Terms.Same(turn, stands) ? Nothing
        : IsTaken(stands);

    /// <summary>Replaces one turn by another. The replaced turn must still stand: the later of two changes is refused.</summary>
    public Decision Swap(TKey was, TTurn turn)
    {
        var (there, stands) = (Turns.GetValueOrDefault(turn.Key), Turns.ContainsKey(was));
        if (there is not null && Terms.Same(turn, there) && (was.Equals(turn.Key) || !stands))
            return Nothing;
        if (!stands)
            return Reject(Terms.Gone);
        if (was.Equals(turn.Key))
            return Terms.Rostered(turn);
        return there is null ? Of([Terms.Struck(was), Terms.Rostered(turn)]) : IsTaken(there);
    }

    public Decision Strike(TKey turn) => Turns.ContainsKey(turn) ? Terms.Struck(turn) : Nothing;

    private Decision IsTaken(TTurn stands) => Reject(Terms.Taken, Instant(stands.From), Instant(stands.To));
}

/// <summary>Functions that evaluate a roster.</summary>
public static class Rosters
{
    /// <summary>Returns the hours of a shift where none are given: until the next one begins (usually 08:00–20:00 and 20:00–08:00,
    /// Asia/Shanghai).</summary>
    /// <param name="division">Division whose roster it is.</param>
    public static (DateTimeOffset From, DateTimeOffset To) Hours(DateOnly day, Shift shift, InForce inForce, string division)
    {
        var (morning, evening) = (inForce.Value(Deadlines.DayShift, division), inForce.Value(Deadlines.NightShift, division));
        return shift == Shift.Day
            ? (Shanghai.At(day, morning), Shanghai.At(day, evening))
            : (Shanghai.At(day, evening), Shanghai.At(day.AddDays(1), morning));
    }

    /// <summary>Returns the shifts that are not over, in order: those of so many days from today on, and before them the night that began
    /// yesterday and still runs.</summary>
    /// <param name="division">Division whose roster it is.</param>
    public static IReadOnlyList<DatedShift> NotOver(DateTimeOffset now, int days, InForce inForce, string division)
    {
        var today = Shanghai.Day(now);
        return
        [
            .. Enumerable
                .Range(-1, days + 1)
                .SelectMany(n => Enum.GetValues<Shift>().Select(shift => (Day: today.AddDays(n), Shift: shift)))
                .Select(at => (at.Day, at.Shift, Hours: Hours(at.Day, at.Shift, inForce, division)))
                .Where(at => at.Hours.To > now)
                .Select(at => new DatedShift(at.Day, at.Shift, at.Hours.From)),
        ];
    }

    /// <summary>Sorts turns by day, shift and post, the lead first.</summary>
    public static IEnumerable<TTurn> InOrder<TTurn>(this IEnumerable<TTurn> turns)
        where TTurn : ITurn<object> =>
        turns.OrderBy(turn => turn.Day).ThenBy(turn => turn.Shift).ThenBy(turn => turn.Post).ThenBy(turn => turn.Who);

    /// <summary>Returns the turns of a day, in order.</summary>
    public static IEnumerable<TTurn> On<TTurn>(this IEnumerable<TTurn> turns, DateOnly day)
        where TTurn : ITurn<object> => turns.Where(turn => turn.Day == day).InOrder();

    /// <summary>Tells whether the turn includes an instant.</summary>
    public static bool Covers(this ITurn<object> turn, DateTimeOffset at) => turn.From <= at && at < turn.To;

    /// <summary>Returns a person's turns that have not ended.</summary>
    public static IEnumerable<TTurn> Ahead<TTurn>(this IEnumerable<TTurn> turns, Guid who, DateTimeOffset at)
        where TTurn : ITurn<object> => turns.Where(turn => turn.Who == who && turn.To > at);
}
