namespace Emergency.Engine.Storage;

/// <summary>A bell for those who wait for a higher position.</summary>
public sealed class News(TimeProvider clock)
{
    private TaskCompletionSource? _bell;
    private long _head;

    /// <summary>The highest position that was rung for.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Wakes all who wait below <paramref name="head"/>; a lower value than before only wakes.</summary>
    public void Ring(long head)
    {
        for (var seen = Head; head > seen; seen = Head)
        {
            if (Interlocked.CompareExchange(ref _head, head, seen) == seen)
                break;
        }
        Interlocked.Exchange(ref _bell, null)?.TrySetResult();
    }

    /// <summary>Returns at once where something above <paramref name="after"/> was rung for, else at the next ring, at the latest after <paramref name="atMost"/>.</summary>
    public async ValueTask Wait(long after, TimeSpan atMost, CancellationToken stop)
    {
        if (Head > after)
            return;
        var bell = Volatile.Read(ref _bell);
        if (bell is null)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            bell = Interlocked.CompareExchange(ref _bell, mine, null) ?? mine;
        }
        // Rung between the first look and the hanging of the bell.
        if (Head > after)
            return;
        await bell.Task.WaitAsync(atMost, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }
}
