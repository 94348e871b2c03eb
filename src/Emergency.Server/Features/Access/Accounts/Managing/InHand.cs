using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Implemented by each feature in which people have tasks: an account can be closed only when they have gone to others.</summary>
internal interface IInHand
{
    /// <summary>Problem that keeps the account from being closed; null where there is none.</summary>
    Problem? Against(AccountKnown account, Known known);
}

/// <summary>Asks all features for an account's open tasks.</summary>
internal sealed class InHand(IEnumerable<IInHand> all, Folding folding)
{
    /// <summary>First problem that keeps the account from being closed, after all answered commands have been folded.</summary>
    public async ValueTask<Problem?> Against(AccountKnown account, CancellationToken stop)
    {
        if (account.State.Closed)
            return null;
        var known = await folding.Newest(stop);
        return all.Select(one => one.Against(account, known)).FirstOrDefault(problem => problem is not null);
    }
}
