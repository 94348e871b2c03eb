using System.Collections.Concurrent;

namespace Emergency.Server.Features.Places;

/// <summary>Boundaries of a street's communities are drawn one after the other: who comes second is judged against what the first has drawn. On this node; who draws on another at the same moment is not seen.</summary>
internal sealed class BoundaryTurns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _streets = new(StringComparer.Ordinal);

    /// <summary>One's turn, until it is disposed.</summary>
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
