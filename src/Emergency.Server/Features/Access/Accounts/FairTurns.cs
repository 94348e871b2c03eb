namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Lets a few requests work at a time and serves waiting addresses in turn, so that an address that asks a thousand times delays only
/// itself.
/// </summary>
/// <param name="atOnce">Number of requests that work at the same time.</param>
/// <param name="waitingEach">Number of requests of one address that may wait; further ones are turned away.</param>
internal sealed class FairTurns(int atOnce, int waitingEach)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);

    /// <summary>The addresses that wait, each once, in the order of their next turn.</summary>
    private readonly Queue<string> _round = new();
    private int _working;

    /// <summary>
    /// Waits for the caller's turn. True when it has come; <see cref="Release"/> passes it on. False where too many of the same address
    /// wait already.
    /// </summary>
    public async ValueTask<bool> Take(string from, CancellationToken stop)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_working < atOnce)
            {
                _working++;
                return true;
            }
            if (!_waiting.TryGetValue(from, out var mine))
            {
                _waiting[from] = mine = new();
                _round.Enqueue(from);
            }
            if (mine.Count >= waitingEach)
                return false;
            mine.Enqueue(turn = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        await using var left = stop.UnsafeRegister(_ => turn.TrySetCanceled(stop), null);
        await turn.Task;
        return true;
    }

    public void Release()
    {
        lock (_gate)
        {
            while (_round.TryDequeue(out var from))
            {
                var mine = _waiting[from];
                var given = false;
                // Passes over waiters that have gone meanwhile.
                while (!given && mine.TryDequeue(out var turn))
                    given = turn.TrySetResult();
                if (mine.Count > 0)
                    _round.Enqueue(from);
                else
                    _waiting.Remove(from);
                if (given)
                    return;
            }
            _working--;
        }
    }
}
