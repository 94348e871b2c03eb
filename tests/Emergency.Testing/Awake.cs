namespace Emergency.Testing;

/// <summary>
/// Time without the moments in which the machine, or all of this process, stood still: a deadline of some seconds is not missed because
/// nothing ran. A busy machine is no excuse.
/// </summary>
public static class Awake
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(25),
        Longest = TimeSpan.FromMilliseconds(250);
    private static volatile Pulse _last = new(TimeProvider.System.GetTimestamp(), TimeSpan.Zero);

    private sealed record Pulse(long At, TimeSpan Time);

    static Awake() => new Thread(Watch) { IsBackground = true, Name = "awake" }.Start();

    /// <summary>Time that grows only while the machine runs; subtract it from a later one.</summary>
    public static TimeSpan Now
    {
        get
        {
            var last = _last;
            var since = TimeProvider.System.GetElapsedTime(last.At);
            return last.Time + (since < Longest ? since : Longest);
        }
    }

    public static TimeSpan Since(TimeSpan before) => Now - before;

    private static void Watch()
    {
        using var never = new ManualResetEventSlim();
        while (!never.Wait(Beat))
            _last = new(TimeProvider.System.GetTimestamp(), Now);
    }
}
