namespace Emergency.Benchmarks.Years;

/// <summary>The machine's clock, set back by some years.</summary>
internal sealed class Past(TimeSpan ago) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - ago;
}
