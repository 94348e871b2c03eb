namespace Emergency.Server.Reactions;

/// <summary>Whether the wall clock goes like time itself. One that leapt (a wrong time server, an operator's slip) is believed again only when it has stood for a while, so that a leap of a year and back wakes nobody.</summary>
public sealed class Steady(TimeProvider time)
{
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _looked = time.GetTimestamp();
    private long? _leapt;

    /// <summary>To be asked at short intervals.</summary>
    /// <param name="leap">Wall clock against elapsed time between two looks: more than this is a leap.</param>
    /// <param name="stand">How long the clock must stand without one.</param>
    public bool Trusted(TimeSpan leap, TimeSpan stand)
    {
        var (wall, looked) = (time.GetUtcNow(), time.GetTimestamp());
        if (((wall - _wall) - time.GetElapsedTime(_looked, looked)).Duration() > leap) _leapt = looked;
        (_wall, _looked) = (wall, looked);
        if (_leapt is { } since && time.GetElapsedTime(since, looked) >= stand) _leapt = null;
        return _leapt is null;
    }
}
