namespace Emergency.Hotlines.Tests;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
