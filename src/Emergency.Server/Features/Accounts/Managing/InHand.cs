using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Whoever knows what somebody has in hand offers this: an account is closed when that has gone to others.</summary>
internal interface IInHand
{
    /// <summary>What keeps the account from being closed; null where nothing does.</summary>
    Problem? Against(AccountKnown account, Known known);
}

/// <summary>All that somebody may have in hand.</summary>
internal sealed class InHand(IEnumerable<IInHand> all, Folding folding)
{
    /// <summary>Of everything that was answered before it is asked.</summary>
    public async ValueTask<Problem?> Against(AccountKnown account, CancellationToken stop)
    {
        if (account.State.Closed)
            return null;
        var known = await folding.Newest(stop);
        return all.Select(one => one.Against(account, known)).FirstOrDefault(problem => problem is not null);
    }
}
