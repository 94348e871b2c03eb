using Emergency.Testing;

namespace Emergency.Engine.Tests.Reference.Simulation;

/// <summary>A single thread for everybody. All who are ready to go on wait here, and chance (by a seed) says who is next; when nobody is ready the clock goes on to the next timer. So a seed always plays the same.</summary>
internal sealed class Turns(int seed) : SynchronizationContext
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);
    private readonly List<(SendOrPostCallback Go, object? State)> _ready = [];

    // In the order they end, and of those that end together the one that began first.
    private readonly PriorityQueue<TaskCompletionSource, (long Due, long Number)> _pauses = new();
    private long _drawn;

    public Random Chance { get; } = new(seed);
    public FakeTime Clock { get; } = new();

    public override void Post(SendOrPostCallback d, object? state) => _ready.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nobody waits here for another");

    /// <summary>Plays until <paramref name="story"/> has ended. Throws <see cref="Violation"/> where somebody waits for ever, and whatever the story throws.</summary>
    public void Play(Func<Task> story)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var (playing, began) = (story(), Clock.GetTimestamp());
            while (!playing.IsCompleted)
            {
                if (_ready.Count > 0)
                    Next();
                else if (Clock.GetElapsedTime(began) < Longest && Wait() is { } wait)
                    Pass(wait);
                else
                    throw new Violation("somebody waits for ever");
            }
            playing.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Time passes: up to so many milliseconds.</summary>
    public Task Pause(int most)
    {
        var over = new TaskCompletionSource();
        _pauses.Enqueue(over, (Clock.GetTimestamp() + TimeSpan.FromMilliseconds(Chance.Next(most) + 1).Ticks, _drawn++));
        return over.Task;
    }

    public bool Once(double probability) => Chance.NextDouble() < probability;

    /// <summary>An id that the seed decides.</summary>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Chance.NextBytes(bytes);
        return new(bytes);
    }

    private TimeSpan? Wait()
    {
        var timer = Clock.Next;
        if (!_pauses.TryPeek(out _, out var first))
            return timer;
        var pause = TimeSpan.FromTicks(first.Due - Clock.GetTimestamp());
        return timer < pause ? timer : pause;
    }

    private void Pass(TimeSpan wait)
    {
        Clock.Advance(wait);
        while (_pauses.TryPeek(out var over, out var first) && first.Due <= Clock.GetTimestamp())
        {
            _pauses.Dequeue();
            over.SetResult();
        }
    }

    private void Next()
    {
        var at = Chance.Next(_ready.Count);
        var (go, state) = _ready[at];
        _ready[at] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        go(state);
    }
}

/// <summary>Something that must always hold did not.</summary>
internal sealed class Violation(string what) : Exception(what);
