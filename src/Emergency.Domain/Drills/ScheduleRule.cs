namespace Emergency.Domain.Drills;

/// <summary>Rule for the days on which a schedule has a drill, in Asia/Shanghai.</summary>
/// <param name="From">First possible day; for <see cref="Rhythm.Once"/> the day itself, for <see cref="Rhythm.Days"/> the day counted
/// from.</param>
/// <param name="Every">Number of days (1–731) or months (1–24) between drills; 1 where it is once or by quarter.</param>
/// <param name="Nth">Number of the weekday: 1–4, or 5 for the last one. For days of a month: the day, 1–31; a shorter month has its last
/// day instead.</param>
public sealed record ScheduleRule(Rhythm Rhythm, DateOnly From, int Every = 1, int Nth = 1, DayOfWeek Weekday = DayOfWeek.Monday)
{
    // Rules reach as far as calendars that anybody could see; a date beyond is a typing error.
    private static readonly DateOnly Earliest = new(2020, 1, 1),
        Latest = new(2100, 1, 1);

    public bool Sound =>
        From >= Earliest
        && From < Latest
        && Rhythm switch
        {
            Rhythm.Once => true,
            Rhythm.Days => Every is >= 1 and <= 731,
            Rhythm.MonthDay => Every is >= 1 and <= 24 && Nth is >= 1 and <= 31,
            Rhythm.MonthWeekday => Every is >= 1 and <= 24 && Nth is >= 1 and <= 5,
            Rhythm.QuarterWeekday => Nth is >= 1 and <= 5,
            _ => false,
        };

    /// <summary>Returns the days by the rule alone, from <see cref="From"/> on, in order; endless where the rule has no end.</summary>
    public IEnumerable<DateOnly> Days() =>
        !Sound
            ? []
            : Rhythm switch
            {
                Rhythm.Once => [From],
                Rhythm.Days => Steps(step => From.AddDays(step * Every)),
                Rhythm.MonthDay => Steps(step => InMonth(Month(step * Every))).Where(day => day >= From),
                Rhythm.MonthWeekday => Steps(step => WeekdayFrom(Month(step * Every), 1)).Where(day => day >= From),
                _ => Steps(step => WeekdayFrom(Month(step * 3).AddMonths(-((From.Month - 1) % 3)), 3)).Where(day => day >= From),
            };

    private static IEnumerable<DateOnly> Steps(Func<int, DateOnly> day)
    {
        for (var step = 0; ; step++)
        {
            var next = day(step);
            if (next >= Latest)
                yield break;
            yield return next;
        }
    }

    private DateOnly Month(int later) => new DateOnly(From.Year, From.Month, 1).AddMonths(later);

    private DateOnly InMonth(DateOnly first) => first.AddDays(Math.Min(Nth, DateTime.DaysInMonth(first.Year, first.Month)) - 1);

    // Finds the n-th of that weekday in a month or quarter; with 5 the last.
    private DateOnly WeekdayFrom(DateOnly first, int months)
    {
        if (Nth == 5)
        {
            var last = first.AddMonths(months).AddDays(-1);
            return last.AddDays(-(((int)last.DayOfWeek - (int)Weekday + 7) % 7));
        }
        return first.AddDays((((int)Weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (Nth - 1)));
    }
}

/// <summary>Rhythm: once; every n days; a day of each n-th month; a weekday of each n-th month; a weekday of each quarter.</summary>
public enum Rhythm
{
    Once,
    Days,
    MonthDay,
    MonthWeekday,
    QuarterWeekday,
}

/// <summary>Choice for a public holiday: the next working day (顺延), the one before (提前), or the day itself (照常).</summary>
public enum OnHoliday
{
    Next,
    Before,
    Keep,
}
