namespace Emergency.Domain.Drills;

/// <summary>Public holidays (休) and make-up workdays (班) as the State Council announces them year by year. For a year outside
/// <paramref name="Years"/> only weekends are known.</summary>
public sealed record Calendar(ListOf<int> Years, ListOf<SpecialDay> Days)
{
    public static readonly Calendar WeekendsOnly = new([], []);

    public bool Knows(int year) => Years.Contains(year);

    public SpecialDay? On(DateOnly day) => Days.FirstOrDefault(one => one.Day == day);

    public bool IsHoliday(DateOnly day) => On(day) is { Off: true };

    public bool IsWorkday(DateOnly day) =>
        On(day) is { } special ? !special.Off : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Finds the nearest working day before (-1) or after (1) a day. Announced holidays are at most nine days long; where a whole
    /// month is holidays, returns the day itself.</summary>
    public DateOnly Workday(DateOnly from, int direction)
    {
        for (var days = 1; days <= 31; days++)
            if (IsWorkday(from.AddDays(days * direction)))
                return from.AddDays(days * direction);
        return from;
    }
}

/// <summary>Day that differs from its weekday: off (休) by a holiday's name, or worked (班) because of one.</summary>
public sealed record SpecialDay(DateOnly Day, bool Off, string Name);
