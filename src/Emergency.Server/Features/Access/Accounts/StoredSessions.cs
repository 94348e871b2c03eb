using System.Collections.Concurrent;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Moves sessions that an earlier program has stored as events into the table, once, when this program first meets the journal. They last
/// as long as they would have.
/// </summary>
internal sealed class StoredSessions(ISessions table, IFeed feed, Folding folding, TimeProvider clock)
{
    private const int AtOnce = 4;

    public async Task TakeOver(CancellationToken stop)
    {
        if (await table.TakenOver(stop))
            return;
        await folding.Standing.WaitAsync(stop);
        var known = folding.Now;
        var found = new ConcurrentBag<SessionRow>();
        var open = known.Of<AccountsKnown>().Accounts.Values.Where(account => !account.State.Closed).Select(account => account.Id);
        var together = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(
            open,
            together,
            async (account, halt) =>
            {
                var state = Account.None;
                await foreach (var happened in feed.Stream(Entities.Account(account), known.At, halt))
                    if (happened.Event is AccountEvent e)
                        state = Account.Evolve(state, e);
                // The others have ended: nothing prolongs a session for longer than this.
                var now = clock.GetUtcNow();
                foreach (var (id, session) in state.Sessions)
                    if (session.Until + Account.LongestCarried > now)
                        found.Add(new OpenSession(id, account, session).Row);
            }
        );
        await table.TakeOver([.. found], stop);
    }
}
