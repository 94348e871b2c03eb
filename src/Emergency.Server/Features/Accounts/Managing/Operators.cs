using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Sees to it that whoever closes, locks or relieves an operator stays one for a while: two who do so to each other at the same moment, on whatever nodes, do not leave a county without any.</summary>
internal sealed class Operators(Folding folding, Sending sending, SigningIn signingIn)
{
    /// <summary>By then every node knows what became of the other one.</summary>
    private static readonly TimeSpan Stays = TimeSpan.FromMinutes(1);

    /// <summary>What forbids that this account is left with these roles only; null where an operator remains. It is asked just before it is done.</summary>
    public async ValueTask<Problem?> Remain(Asked asked, AccountId id, ListOf<Grant> left, CancellationToken stop)
    {
        var account = (await folding.Newest(stop)).Of<AccountsKnown>().Find(id);
        if (account?.State.ActsAsOperator != true || account.Grants.All(grant => grant.Role != Role.Operator || left.Contains(grant)))
            return null;
        // Only an operator whose scope covers it comes here: who acts is the one that remains.
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
