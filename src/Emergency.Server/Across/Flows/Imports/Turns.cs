using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Across.Imports;

/// <summary>
/// Lets one worker at a time act on an import, over all nodes: writing its rows, undoing it, or taking it back. The duty of that name
/// lapses with its node, so that nobody waits for a dead one.
/// </summary>
internal sealed class Turns(IDuties duties)
{
    private readonly ConcurrentDictionary<ImportId, TaskCompletionSource> _here = [];

    /// <summary>
    /// Waits for the turn until <paramref name="stop"/>; work that has begun is finished. It begins again where the turn was lost
    /// meanwhile.
    /// </summary>
    public async Task<T> Hold<T>(ImportId import, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A node holds a duty only once, whoever asks: workers within the node wait for each other here.
        while (!_here.TryAdd(import, mine))
            if (_here.TryGetValue(import, out var other))
                await other.Task.WaitAsync(stop);
        try
        {
            return await Held(import, work, stop);
        }
        finally
        {
            _here.TryRemove(import, out _);
            mine.SetResult();
        }
    }

    private async Task<T> Held<T>(ImportId import, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        var (result, begun, fault) = (default(T), false, (ExceptionDispatchInfo?)null);
        using var end = new CancellationTokenSource();
        await using var waiting = stop.Register(() =>
        {
            if (!begun)
                end.Cancel();
        });
        var done = false;
        await duties.Hold(
            $"import/{import}",
            async held =>
            {
                begun = true;
#pragma warning disable CA1031 // A failure of the work is returned to its caller, not to the holder of duties.
                try
                {
                    (result, done) = (await work(held), true);
                }
                catch (OperationCanceledException) when (held.IsCancellationRequested && !end.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception e)
                {
                    fault = ExceptionDispatchInfo.Capture(e);
                }
#pragma warning restore CA1031
                await end.CancelAsync();
            },
            end.Token
        );
        fault?.Throw();
        return done ? result! : throw new OperationCanceledException(stop);
    }
}
