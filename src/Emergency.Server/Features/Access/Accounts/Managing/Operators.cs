using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>
/// Makes sure that whoever closes, locks or demotes an operator stays an operator for a while: two operators who do so to each other at the
/// same moment, on whatever nodes, must not leave a county without any.
/// </summary>
internal sealed class Operators(Folding folding, Sending sending, SigningIn signingIn)
{
    /// <summary>Time after which every node knows the result for the other operator.</summary>
    private static readonly TimeSpan Stays = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Checks that an operator remains when this account keeps only these roles; returns the problem, or null. To be called just before the
    /// act.
    /// </summary>
    public async ValueTask<Problem?> Remain(Asked asked, AccountId id, ListOf<Grant> left, CancellationToken stop)
    {
        var account = (await folding.Newest(stop)).Of<AccountsKnown>().Find(id);
        if (account?.State.ActsAsOperator != true || account.Grants.All(grant => grant.Role != Role.Operator || left.Contains(grant)))
            return null;
        // Only an operator whose scope covers the account comes here, so the actor is the operator that remains.
        var kept = await sending.Send(
            asked.Account.Key,
            Entities.Account(asked.Account),
            new KeepOperator(asked.Now + Stays, asked.Now),
            Derived.Id(asked.CommandId, "kept"),
            asked.Digest,
            asked.Now,
            stop: stop
        );
        return (await signingIn.Seen(kept, stop)).Problem;
    }
}
