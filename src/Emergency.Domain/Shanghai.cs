namespace Emergency.Domain;

/// <summary>Days and clock times in Asia/Shanghai: UTC+8, without summer time since 1991.</summary>
public static class Shanghai
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    /// <summary>Returns the instant, in UTC, at which clocks there show <paramref name="hour"/> o'clock on that day.</summary>
    public static DateTimeOffset At(DateOnly day, int hour) => At(day, new TimeOnly(hour, 0));

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new DateTimeOffset(day.ToDateTime(time), Offset).ToUniversalTime();
}
