using System.Globalization;

namespace Emergency.Server.Foundation;

/// <summary>
/// Gives the machine's clock as long as it runs steadily. A clock that is set by more than a minute (wrong time server, operator's slip,
/// dead battery) is not followed: time continues from its last value by the elapsed time, so that nothing due is lost or done early. The
/// health check reports this until the clock is right again or the program is restarted.
/// Only in its first ten minutes does the program follow a clock that has stood for 10 s since it was set, because a machine that was just
/// switched on may not know the time yet.
/// </summary>
internal sealed class SteadyTime(TimeProvider clock) : TimeProvider
{
    private static readonly TimeSpan Leap = TimeSpan.FromMinutes(1),
        Stand = TimeSpan.FromSeconds(10),
        Young = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly long _began = clock.GetTimestamp();
    private DateTimeOffset _wall = clock.GetUtcNow();
    private long _stamp = clock.GetTimestamp();
    private (long Since, TimeSpan By)? _leapt;

    /// <summary>Lead of the machine's clock over our time (negative: it is behind); null where they agree.</summary>
    public TimeSpan? Off
    {
        get
        {
            GetUtcNow();
            lock (_gate)
                return _leapt?.By;
        }
    }

    /// <summary>Advice to a person about the clock; null where it is right.</summary>
    public string? Advice =>
        Off is not { } by
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"this machine's clock was set {(by > TimeSpan.Zero ? "ahead" : "back")} by {by.Duration():c} and is not followed: set it right, or start the program again if it is right now"
            );

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            var (stamp, wall) = (clock.GetTimestamp(), clock.GetUtcNow());
            var expected = _wall + clock.GetElapsedTime(_stamp, stamp);
            var by = wall - expected;
            if (by.Duration() > Leap)
            {
                // A further change of the clock restarts the 10 s.
                if (_leapt is not { } before || (by - before.By).Duration() > Leap)
                    _leapt = (stamp, by);
                if (clock.GetElapsedTime(_began, stamp) > Young || clock.GetElapsedTime(_leapt.Value.Since, stamp) < Stand)
                    return expected;
            }
            (_wall, _stamp, _leapt) = (wall, stamp, null);
            return wall;
        }
    }
}
