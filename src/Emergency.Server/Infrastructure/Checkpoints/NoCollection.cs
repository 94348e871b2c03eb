using System.Runtime;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>
/// Suspends the garbage collector until it is disposed of. A checkpoint's objects stay in memory, and scanning them again and again during
/// reading takes a quarter of a start. It is a help, not a condition: where memory is short, or other code has suspended the collector too,
/// it collects.
/// </summary>
internal readonly struct NoCollection : IDisposable
{
    // Objects in memory take about eight times their bytes in the file.
    private const int Growth = 8,
        ShareOfMemory = 4;
    private const long Least = 4_000_000;
    private readonly bool _asked;

    private NoCollection(bool asked) => _asked = asked;

    /// <param name="length">Bytes of the file that is read; a small one is not worth it. At most a quarter of the memory is
    /// requested.</param>
    public static NoCollection While(long length)
    {
        var bytes = Math.Min(length * Growth, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory);
        // A second request would end the first.
        if (length < Least || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            return default;
        try
        {
            return new(GC.TryStartNoGCRegion(bytes));
        }
        catch (Exception no) when (no is InvalidOperationException or ArgumentOutOfRangeException)
        {
            return default;
        }
    }

    public void Dispose()
    {
        if (!_asked || GCSettings.LatencyMode != GCLatencyMode.NoGCRegion)
            return;
        try
        {
            GC.EndNoGCRegion();
        }
        // More memory was needed than requested, or other code forced a collection: the region has ended by itself.
        catch (InvalidOperationException) { }
    }
}
