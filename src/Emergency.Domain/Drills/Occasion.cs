namespace Emergency.Domain.Drills;

/// <summary>Drill to come. <paramref name="Slot"/> is its time by the rule, <paramref name="At"/> its actual time: the same until somebody
/// moves it. The slot tells which occasion came last.</summary>
public sealed record Occasion(DateTimeOffset Slot, DateTimeOffset At);

/// <summary>Computes the times of a schedule's drills. Instants are UTC; clocks in Asia/Shanghai have had no summer time since
/// 1991.</summary>
public static class Occasions
{
    // A holiday moves a day by at most ten; days by the rule before that can still lie ahead.
    private const int Shifted = 35;

    /// <summary>Returns all slots after an instant, in order; two that a holiday puts on one day are one.</summary>
    public static IEnumerable<DateTimeOffset> After(ScheduleFacts facts, Calendar calendar, DateTimeOffset after)
    {
        var (last, from) = (after, Shanghai.Day(after).AddDays(-Shifted));
        foreach (var day in facts.Rule.Days().SkipWhile(day => day < from))
        {
            var slot = Shanghai.At(Moved(day, facts.OnHoliday, calendar), facts.Starts);
            if (slot <= last)
                continue;
            yield return last = slot;
        }
    }

    public static Occasion? Next(ScheduleFacts facts, Calendar calendar, DateTimeOffset after) =>
        After(facts, calendar, after).Select(slot => new Occasion(slot, slot)).FirstOrDefault();

    /// <summary>Returns the coming occasions of a schedule: the next one at its actual time, then those by the rule; none while it is
    /// paused and after its end. The sequence is endless where the rule has no end.</summary>
    public static IEnumerable<Occasion> Coming(Schedule schedule, Calendar calendar)
    {
        if (schedule is not { Runs: true, Facts: { } facts, Next: { } next })
            return [];
        var last = next.At > next.Slot ? next.At : next.Slot;
        return After(facts, calendar, last).Select(slot => new Occasion(slot, slot)).Prepend(next);
    }

    private static DateOnly Moved(DateOnly day, OnHoliday rule, Calendar calendar) =>
        !calendar.IsHoliday(day)
            ? day
            : rule switch
            {
                OnHoliday.Next => calendar.Workday(day, 1),
                OnHoliday.Before => calendar.Workday(day, -1),
                _ => day,
            };
}
