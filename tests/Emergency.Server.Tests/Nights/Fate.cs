namespace Emergency.Server.Tests.Nights;

/// <summary>Random events by a seed, asked by many threads.</summary>
internal sealed class Fate(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <summary>Share of calls that fail, 0 to 1.</summary>
    public double Rate { get; set; }

    public int Next(int below)
    {
        lock (_gate)
            return _random.Next(below);
    }

    public bool Once(double probability)
    {
        lock (_gate)
            return _random.NextDouble() < probability;
    }

    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
            _random.NextBytes(bytes);
        return new(bytes);
    }
}
