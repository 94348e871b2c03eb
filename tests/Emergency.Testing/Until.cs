namespace Emergency.Testing;

/// <summary>Waiting for a condition instead of for a time.</summary>
public static class Until
{
    /// <summary>Looks every 10 ms until <paramref name="condition"/> holds. Throws <see cref="TimeoutException"/> with <paramref name="what"/> after <paramref name="atMost"/> (10 s where not given).</summary>
    public static async Task True(Func<bool> condition, string what, TimeSpan? atMost = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (atMost ?? TimeSpan.FromSeconds(10)))
                throw new TimeoutException($"did not come true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>The result of a task that must end within 10 s.</summary>
    public static Task<T> Within10s<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
}
