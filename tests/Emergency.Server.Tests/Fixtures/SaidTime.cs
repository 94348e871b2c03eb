namespace Emergency.Server.Tests.Fixtures;

/// <summary>A clock whose time of day the test sets; timers and measured times go by the machine's.</summary>
internal sealed class SaidTime(DateTimeOffset now) : TimeProvider
{
    private long _said = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _said), TimeSpan.Zero);

    public void Say(DateTimeOffset now) => Interlocked.Exchange(ref _said, now.UtcTicks);
}
