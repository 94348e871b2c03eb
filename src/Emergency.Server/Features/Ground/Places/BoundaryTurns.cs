using System.Collections.Concurrent;

namespace Emergency.Server.Features.Places;

/// <summary>
/// Lets boundaries of a street's communities be drawn one after the other: the second is judged against the first. Works
/// on this node only: a boundary drawn on another node at the same moment is not seen.
/// </summary>
internal sealed class BoundaryTurns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _streets = new(StringComparer.Ordinal);

    /// <summary>Waits for a turn, which lasts until it is disposed.</summary>
    public async Task<IDisposable> Of(string street, CancellationToken stop)
    {
        var turn = _streets.GetOrAdd(street, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(stop);
        return new Turn(turn);
    }

    private sealed class Turn(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
