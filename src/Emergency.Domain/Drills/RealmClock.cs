namespace Emergency.Domain.Drills;

/// <summary>Clock of a drill: at <paramref name="Since"/> of the live clock it was <paramref name="Then"/> in the realm, and since then it
/// runs <paramref name="Factor"/> times as fast; 0 while the drill is paused. Both UTC.</summary>
public sealed record RealmClock(DateTimeOffset Since, DateTimeOffset Then, int Factor)
{
    /// <summary>Slowest and fastest speed of a drill: real time to a minute a second.</summary>
    public const int Slowest = 1,
        Fastest = 60;

    /// <summary>Returns the realm's time at an instant of the live clock; a live clock that was set back does not set it back.</summary>
    public DateTimeOffset At(DateTimeOffset live) =>
        live <= Since
            ? Then
            : new((long)Int128.Min((Int128)(live - Since).Ticks * Factor + Then.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    /// <summary>Returns the clock running on from here at another speed.</summary>
    public RealmClock From(DateTimeOffset live, int factor) => new(live, At(live), factor);

    /// <summary>Returns the clock running on at its speed from a later time; never from an earlier one.</summary>
    public RealmClock Leap(DateTimeOffset live, DateTimeOffset to) => new(live, At(live) is var now && now > to ? now : to, Factor);

    /// <summary>Adds a span to an instant, at most up to the last possible one.</summary>
    internal static DateTimeOffset After(DateTimeOffset from, TimeSpan wait) =>
        new(
            (long)Int128.Clamp((Int128)from.UtcTicks + wait.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks),
            TimeSpan.Zero
        );
}
