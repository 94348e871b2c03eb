using Emergency.Engine;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// Brings views up to the journal's present end, for askers who may have acted on another node a moment ago. Made-up sessions cannot load
/// the journal: however many ask, it is queried by one at a time and at most every 20 ms, for all who wait.
/// </summary>
internal sealed class CatchingUp(Folding folding, IFeed feed, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2),
        Apart = TimeSpan.FromMilliseconds(20);
    private readonly Lock _gate = new();
    private Task<Position> _asking = Task.FromResult(Position.Start);
    private Task<Position>? _next;
    private long? _asked;

    /// <summary>
    /// Returns everything acknowledged before this call, at least. Throws <see cref="ViewsBehind"/> where the journal cannot be queried or
    /// this node is too far behind it.
    /// </summary>
    public async ValueTask<Known> Now(CancellationToken stop)
    {
        Task<Position> head;
        // A query already under way may have begun too early for this call.
        lock (_gate)
            head = _next ??= Ask(_asking);
        Position at;
#pragma warning disable CA1031 // While the journal does not answer, nothing can be said to exist or not to exist.
        try
        {
            at = await head.WaitAsync(Patience, clock, stop);
        }
        catch (Exception away) when (!stop.IsCancellationRequested)
        {
            throw new ViewsBehind(folding.Percent, away);
        }
#pragma warning restore CA1031
        return await folding.At(at, Patience, stop) ?? throw new ViewsBehind(folding.Percent);
    }

    private async Task<Position> Ask(Task before)
    {
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_asked is { } last && Apart - clock.GetElapsedTime(last) is { Ticks: > 0 } left)
            await Task.Delay(left, clock);
        lock (_gate)
            (_asking, _next, _asked) = (_next!, null, clock.GetTimestamp());
        return await feed.Head();
    }
}
