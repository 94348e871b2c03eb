using System.Collections.Concurrent;
using Emergency.Testing;

namespace Emergency.Server.Tests.Nights;

/// <summary>The time of one night. It passes in small steps while somebody lets it pass, and else stands still: who is not woken then stays asleep. Timers fire on threads of the pool, as those of a machine do.</summary>
internal sealed class NightTime : TimeProvider, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(1);
    private readonly FakeTime _time = new();
    private readonly DateTimeOffset _began;
    private readonly ConcurrentQueue<(TimeSpan By, TimeSpan For)> _set = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _passing;
    private long _pace;

    public NightTime()
    {
        _began = _time.GetUtcNow();
        _passing = Task.Run(Pass);
    }

    /// <summary>How much of the night passes with each beat, one millisecond of the machine that plays it; zero where time stands.</summary>
    public TimeSpan Pace
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _pace));
        set => Interlocked.Exchange(ref _pace, value.Ticks);
    }

    /// <summary>What a right clock says, whatever the machine's was set to.</summary>
    public DateTimeOffset True => _began + TimeSpan.FromTicks(_time.GetTimestamp());

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override long GetTimestamp() => _time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    /// <summary>Somebody sets the machine's clock, so much ahead of what it says or back, and sets it right again after so much of the night.</summary>
    public void Set(TimeSpan by, TimeSpan until) => _set.Enqueue((by, until));

    /// <summary>So much of the night passes.</summary>
    public Task Wait(TimeSpan time) => Task.Delay(time, this);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(at => ThreadPool.UnsafeQueueUserWorkItem(callback.Invoke, at, preferLocal: false), state, dueTime, period);

    private async Task Pass()
    {
        using var beat = new PeriodicTimer(Beat);
        (TimeSpan By, DateTimeOffset Until)? wrong = null;
        while (!_over.IsCancellationRequested)
        {
            if (wrong is { } now && True >= now.Until)
            {
                _time.Jump(_time.GetUtcNow() - now.By);
                wrong = null;
            }
            if (wrong is null && _set.TryDequeue(out var set))
            {
                _time.Jump(_time.GetUtcNow() + set.By);
                wrong = (set.By, True + set.For);
            }
            if (Pace is var step && step > TimeSpan.Zero)
                _time.Advance(step);
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _passing;
        _over.Dispose();
    }
}
