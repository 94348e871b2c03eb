namespace Emergency.Testing;

/// <summary>A clock that stands still until it is moved. Timers fire inside <see cref="Advance"/>, in the order they are due.</summary>
public sealed class FakeTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start;
    private long _elapsed;

    public FakeTime()
        : this(new DateTimeOffset(2026, 1, 15, 22, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Number of timers set: a loop that waits for its next turn is one of them.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    /// <summary>Time until the next timer fires; null where none is set.</summary>
    public TimeSpan? Next
    {
        get
        {
            lock (_gate)
                return _timers.Count == 0 ? null : TimeSpan.FromTicks(Math.Max(0, _timers.Min(t => t.Due) - _elapsed));
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp()
    {
        lock (_gate)
            return _elapsed;
    }

    /// <summary>Sets the wall clock without letting time pass, as an operator or a time server does.</summary>
    public void Jump(DateTimeOffset to)
    {
        lock (_gate)
            _now = to;
    }

    /// <summary>Lets time pass; timers that fall due in between fire at their due time.</summary>
    public void Advance(TimeSpan by)
    {
        long end;
        lock (_gate)
            end = _elapsed + by.Ticks;
        while (NextDue(end) is { } timer)
            timer.Fire();
        lock (_gate)
        {
            _now += TimeSpan.FromTicks(end - _elapsed);
            _elapsed = end;
        }
    }

    private Timer? NextDue(long end)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (next is null)
                return null;
            var step = Math.Max(0, next.Due - _elapsed);
            (_now, _elapsed) = (_now + TimeSpan.FromTicks(step), _elapsed + step);
            next.Reschedule();
            return next;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(FakeTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; }

        public void Fire() => callback(state);

        public void Reschedule()
        {
            if (_period > TimeSpan.Zero)
                Due += _period.Ticks;
            else
                clock._timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime < TimeSpan.Zero)
                    return true;
                Due = clock._elapsed + dueTime.Ticks;
                clock._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
