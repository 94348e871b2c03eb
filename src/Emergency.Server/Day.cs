namespace Emergency.Server;

/// <summary>Days in Asia/Shanghai: eight hours ahead of UTC, without summer time since 1991.</summary>
public static class Day
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(8);

    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Ahead).DateTime);

    /// <summary>The instant (UTC) of a day's clock time there.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new DateTimeOffset(day.ToDateTime(time), Ahead).ToUniversalTime();
}
