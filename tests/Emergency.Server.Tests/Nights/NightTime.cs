using System.Collections.Concurrent;
using Emergency.Testing;

namespace Emergency.Server.Tests.Nights;

/// <summary>
/// The time of one night. It passes in small steps while a caller lets it pass, and stands still otherwise: a reader without a bell then
/// stays asleep. Timers fire on threads of the pool, as those of a machine do.
/// </summary>
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

    /// <summary>Time of the night that passes with each beat, one millisecond of the machine; zero where time stands.</summary>
    public TimeSpan Pace
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _pace));
        set => Interlocked.Exchange(ref _pace, value.Ticks);
    }

    /// <summary>The right time, for any setting of the machine's clock.</summary>
    public DateTimeOffset True => _began + TimeSpan.FromTicks(_time.GetTimestamp());

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override long GetTimestamp() => _time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    /// <summary>Sets the machine's clock ahead or back by so much, and sets it right again after that time of the night.</summary>
    public void Set(TimeSpan by, TimeSpan until) => _set.Enqueue((by, until));

    /// <summary>Waits until so much of the night has passed.</summary>
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
