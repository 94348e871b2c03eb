namespace Emergency.Server.Features.Accounts;

/// <summary>Lets a few work at a time and serves those who wait in turn by where they come from: an address that asks a thousand times holds up nobody but itself.</summary>
/// <param name="atOnce">How many work at the same time.</param>
/// <param name="waitingEach">How many of one address may wait; one more is turned away.</param>
internal sealed class FairTurns(int atOnce, int waitingEach)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);

    /// <summary>The addresses that wait, each once, in the order of their next turn.</summary>
    private readonly Queue<string> _round = new();
    private int _working;

    /// <summary>True when it is the asker's turn; <see cref="Release"/> gives it on. False where too many of the same address wait already.</summary>
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
                // Who has gone meanwhile is passed over.
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
