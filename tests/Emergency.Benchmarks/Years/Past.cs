namespace Emergency.Benchmarks.Years;

/// <summary>The machine's clock, some years ago.</summary>
internal sealed class Past(TimeSpan ago) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - ago;
}
