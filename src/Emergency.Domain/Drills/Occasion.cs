namespace Emergency.Domain.Drills;

/// <summary>One drill to come. <paramref name="Slot"/> is where the rule puts it, <paramref name="At"/> when it is: the same until somebody moves it. By the slot it is known which came last.</summary>
public sealed record Occasion(DateTimeOffset Slot, DateTimeOffset At);

/// <summary>Computes when a schedule's drills are. Instants are UTC; clocks in Asia/Shanghai have had no summer time since 1991.</summary>
public static class Occasions
{
    // A holiday moves a day by at most ten; rule days from before may still lie ahead.
    private const int Shifted = 35;

    /// <summary>All slots after an instant, in order; two that a holiday puts on one day are one.</summary>
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

    /// <summary>What a schedule has before it: the next one where it was put, then what the rule asks for; nothing while it is paused and after its end. Without end where the rule has none.</summary>
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
