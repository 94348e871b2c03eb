using System.Runtime;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>
/// Until this is disposed of, the garbage collector waits: what a checkpoint holds stays in memory, and to look through it again and again while it
/// is read takes a quarter of a start. A help and no condition: where the memory is not there, or somebody else has asked for the same, it collects.
/// </summary>
internal readonly struct NoCollection : IDisposable
{
    // What is read takes about eight times the bytes it has in the file.
    private const int Growth = 8,
        ShareOfMemory = 4;
    private const long Least = 4_000_000;
    private readonly bool _asked;

    private NoCollection(bool asked) => _asked = asked;

    /// <param name="length">Of the file that is read, in bytes; a small one is not worth it. At most a quarter of the memory is asked for.</param>
    public static NoCollection While(long length)
    {
        var bytes = Math.Min(length * Growth, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory);
        // Who asks a second time ends what was asked for first.
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
        // More was needed than was asked for, or somebody collected: the region has ended by itself.
        catch (InvalidOperationException) { }
    }
}
