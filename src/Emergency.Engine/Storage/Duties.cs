using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Storage;

/// <summary>Duties by a list that all nodes share: renewed every 2 s, lost 6 s after the last renewal, or at once where the list knows that the holder is gone; asked for twice a second by who does not hold it.</summary>
internal sealed class Duties(IHolding holding, string node, TimeProvider clock, ILogger log) : IDuties
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2),
        Term = TimeSpan.FromSeconds(6),
        Asking = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.Ordinal);

    // Questions not answered yet, by duty: a database that is slow is asked once and waited for, however long that takes.
    private readonly ConcurrentDictionary<string, (Task<bool> Answer, long Since)> _asked = new(StringComparer.Ordinal);

    /// <summary>The duties of which it could not be asked whose they are when that was tried last.</summary>
    public IReadOnlyList<string> Failing =>
        _failing.IsEmpty ? [] : [.. _failing.Keys.Order(StringComparer.Ordinal).Select(duty => $"duty/{duty}")];

    public async Task Hold(string duty, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrEmpty(duty);
        ArgumentNullException.ThrowIfNull(work);
        while (!stop.IsCancellationRequested)
        {
            var (mine, since) = await TryHold(duty, stop);
            if (stop.IsCancellationRequested)
                await GiveBack(duty);
            else if (mine is true)
                await WorkWhileHeld(duty, work, since, stop);
            await Task.Delay(Asking, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkWhileHeld(string duty, Func<CancellationToken, Task> work, long since, CancellationToken stop)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewing = Renew(duty, since, held);
#pragma warning disable CA1031 // Work that fails is started again; a duty without a holder would be worse.
        try
        {
            await work(held.Token);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            // Lost, or the engine stops.
        }
        catch (Exception e)
        {
            Log.DutyFailed(log, duty, e);
        }
#pragma warning restore CA1031
        await held.CancelAsync();
        await renewing;
        await GiveBack(duty);
    }

    private async Task GiveBack(string duty)
    {
#pragma warning disable CA1031 // It lapses by itself.
        try
        {
            await holding.ReleaseDuty(duty, node, CancellationToken.None).AsTask().WaitAsync(Renewal, clock);
        }
        catch (Exception e)
        {
            Log.TriedAgain(log, $"giving back duty {duty}", e);
        }
#pragma warning restore CA1031
    }

    private async Task Renew(string duty, long renewed, CancellationTokenSource held)
    {
        while (!held.IsCancellationRequested)
        {
            await Task.Delay(Renewal, clock, held.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (held.IsCancellationRequested)
                return;
            var (mine, since) = await TryHold(duty, held.Token);
            if (mine is true)
                renewed = since;
            // A machine that slept may believe that no time has passed: what the table says counts at once.
            else if (mine is false || clock.GetElapsedTime(renewed) >= Term - Renewal)
                await held.CancelAsync();
        }
    }

    /// <summary>Null where nobody knows. <c>Since</c>: when it was asked; it holds from then on.</summary>
    private async Task<(bool? Mine, long Since)> TryHold(string duty, CancellationToken stop)
    {
        var (asking, since) = (Task.FromResult(false), clock.GetTimestamp());
#pragma warning disable CA1031 // Not held, for whatever reason: asked again soon.
        try
        {
            (asking, since) = _asked.TryRemove(duty, out var before) ? before : (holding.HoldDuty(duty, node, Term, stop).AsTask(), since);
            var mine = await asking.WaitAsync(Renewal, clock, stop);
            _failing.TryRemove(duty, out _);
            // Granted so long ago that it may be over by now.
            return (mine && clock.GetElapsedTime(since) >= Term - Renewal ? null : mine, since);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The list may grant it all the same: only when it has answered can it be given back.
            await ((Task)asking).WaitAsync(Renewal, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return (null, since);
        }
        catch (Exception e)
        {
            if (!asking.IsCompleted)
                _asked[duty] = (asking, since);
            _failing[duty] = true;
            Log.TriedAgain(log, $"holding duty {duty}", e);
            return (null, since);
        }
#pragma warning restore CA1031
    }
}
