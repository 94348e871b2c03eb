using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Removes a former team member's rights: their account loses its roles in the community, and is closed where it has no other.
/// </summary>
internal sealed class LeaversLoseAccounts : IReaction
{
    public string Name => "leavers-lose-accounts";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not MemberLeft e || happened.Entity.Realm != Entities.Live)
            yield break;
        var (accounts, community, row) = (known.Of<AccountsKnown>(), happened.Entity.Key, 0);
        foreach (var id in accounts.ByMember(community, e.Member).OrderBy(id => id.Key, StringComparer.Ordinal))
        {
            if (accounts.Find(id) is not { } account)
                continue;
            ListOf<Grant> others = [.. account.Grants.Where(grant => grant.Scope.Division != community)];
            AccountCommand order =
                others.Count > 0 ? new ChangeGrants(others, null, e.By, happened.Meta.At) : new CloseAccount(e.By, happened.Meta.At);
            yield return new(Entities.Account(id), order, row++);
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the account was closed or changed meanwhile");
}
