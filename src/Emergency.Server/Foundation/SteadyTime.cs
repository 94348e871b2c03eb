using System.Globalization;

namespace Emergency.Server.Foundation;

/// <summary>
/// The machine's clock, as long as it goes like time itself. One that is set by more than a minute (a wrong time server, an operator's slip, a dead battery) is not followed:
/// time goes on from where it was by what has passed since, so that nothing due is lost or done early, and health says so until the clock is right again or the program is started again.
/// Only in its first ten minutes a program believes a clock that stood for 10 s after it was set: a machine that has just been switched on may not know the time yet.
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

    /// <summary>By how much the machine's clock is ahead of the time that is gone by (negative: behind); null where it is not.</summary>
    public TimeSpan? Off
    {
        get
        {
            GetUtcNow();
            lock (_gate)
                return _leapt?.By;
        }
    }

    /// <summary>What a person must know about the clock; null where it is right.</summary>
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
                // Set once more: it has to stand again.
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
