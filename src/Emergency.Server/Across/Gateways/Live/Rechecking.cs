using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Live;

/// <summary>
/// Checks again who may listen: at once when an account changed or a session was ended, and every 5 s because places and incidents move and
/// sessions end. A signed-out client is cut off; one that lost a right leaves the group.
/// </summary>
internal sealed class Rechecking(Outlet outlet, Folding folding, OpenSessions sessions, Clock clock, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1),
        Wholly = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await outlet.Started.WaitAsync(stoppingToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] both = [Accounts(either.Token), Sessions(either.Token)];
        try
        {
            await await Task.WhenAny(both);
        }
        finally
        {
            await either.CancelAsync();
            await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Sessions(CancellationToken stop)
    {
        await foreach (var ended in sessions.Ended.ReadAllAsync(stop))
        foreach (var (id, listener) in outlet.Listeners)
            if (listener.Asked.Session == ended)
                await Check(id, listener, folding.Now, stop);
    }

    private async Task Accounts(CancellationToken stoppingToken)
    {
        var (known, wholly) = (folding.Now, time.GetTimestamp());
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = await folding.At(new(known.At.Value + 1), Often, stoppingToken) ?? folding.Now;
            var all = time.GetElapsedTime(wholly) >= Wholly;
            if (all)
                wholly = time.GetTimestamp();
            var (before, after) = (known.TryOf<AccountsKnown>(), now.TryOf<AccountsKnown>());
            known = now;
            // While the accounts are unknown, no rights have changed either.
            if (before is null || after is null || (!all && ReferenceEquals(before, after)))
                continue;
            foreach (var (id, listener) in outlet.Listeners)
                if (all || !ReferenceEquals(before.Find(listener.Asked.Account), after.Find(listener.Asked.Account)))
                    await Check(id, listener, now, stoppingToken);
        }
    }

    private async ValueTask Check(string id, Listener listener, Known known, CancellationToken stop)
    {
        OpenSession? session;
        // A session whose end cannot be determined stays open.
        try
        {
            session = listener.Asked.Session is { } one ? await sessions.Find(one, stop) : null;
        }
        catch (ViewsBehind)
        {
            return;
        }
        var now = clock.Now(Entities.Live);
        if (Rights.Now(listener.Asked, session, known, now) is null)
        {
            outlet.Listeners.TryRemove(id, out _);
            foreach (var group in listener.Groups)
                outlet.Of(group).Leave(listener);
            _ = listener.End("session.missing");
            return;
        }
        foreach (var group in listener.Groups)
            if (Refused(listener, session, known, group, now) is { } problem)
            {
                outlet.Of(group).Leave(listener);
                listener.Remove(group, problem.Code);
            }
    }

    /// <summary>
    /// Reason why a client can no longer listen to a group; also where the view that decides it is broken, because nothing new comes from
    /// it.
    /// </summary>
    private static Problem? Refused(Listener listener, OpenSession? session, Known known, Group group, DateTimeOffset now)
    {
        try
        {
            return Rights.Problem(listener, session, known, group, now);
        }
        catch (ViewBroken broken)
        {
            return new Problem("view.broken", [broken.View]);
        }
    }
}
