namespace Emergency.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Until
{
    /// <summary>
    /// Longest wait for a condition: longer than a machine stands still. EMERGENCY_PATIENCE makes it longer where many processes share a
    /// machine; seconds, 30 by day. It is no measure of speed.
    /// </summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(Sizes.Of("EMERGENCY_PATIENCE", 30));

    /// <summary>
    /// Looks every 10 ms until <paramref name="condition"/> holds. Throws <see cref="TimeoutException"/> with <paramref name="what"/> after
    /// <paramref name="atMost"/> (<see cref="AtMost"/> where not given).
    /// </summary>
    public static async Task True(Func<bool> condition, string what, TimeSpan? atMost = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (atMost ?? AtMost))
                throw new TimeoutException($"did not come true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>Waits in the same way for an asynchronous condition, and looks every 50 ms.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? atMost = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var begun = TimeProvider.System.GetTimestamp(); !await condition(); await pause.WaitForNextTickAsync())
            if (TimeProvider.System.GetElapsedTime(begun) > (atMost ?? AtMost))
                throw new TimeoutException($"did not come true: {what}");
    }

    /// <summary>The result of a task that must end.</summary>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(AtMost, TimeProvider.System);

    public static Task InTime(this Task task) => task.WaitAsync(AtMost, TimeProvider.System);
}
