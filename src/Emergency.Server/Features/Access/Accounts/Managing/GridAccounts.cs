using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Grids;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>Accounts responsible for a grid, of its chief or for a building in it, and their scopes in it.</summary>
internal static class GridAccounts
{
    /// <summary>Roles of an account once all of its scopes in this grid have the grid's new name.</summary>
    public static ListOf<Grant> In(AccountKnown account, string community, Quarter grid) =>
        [
            .. account.Grants.Select(grant =>
                grant.Scope.Division == community && grant.Scope.Grid is { } old && old != grid.Name && IsOf(grant, account, grid)
                    ? grant with
                    {
                        Scope = grant.Scope with { Grid = grid.Name },
                    }
                    : grant
            ),
        ];

    /// <summary>The open accounts of these members whose roles still name another grid.</summary>
    public static IEnumerable<AccountKnown> Behind(Known known, string community, IEnumerable<MemberId> members, Quarter grid)
    {
        var accounts = known.Of<AccountsKnown>();
        return members
            .SelectMany(member => accounts.ByMember(community, member))
            .Select(id => accounts.Find(id)!)
            .Where(one => !one.State.Closed && In(one, community, grid) != one.Grants)
            .OrderBy(one => one.Id.Key, StringComparer.Ordinal);
    }

    /// <summary>True when a change of this account's roles already waits for somebody to agree.</summary>
    public static bool Waits(Known known, AccountKnown account)
    {
        var confirmations = known.Of<ConfirmationsKnown>();
        return confirmations
            .Waiting.Concat(confirmations.Confirmed)
            .Select(confirmations.Find)
            .Any(one => one is { Act.Kind: AskedKind.Grants or AskedKind.CommunityGrants } asked && asked.Act.Subject == account.Id.Key);
    }

    private static bool IsOf(Grant grant, AccountKnown account, Quarter grid) =>
        grant.Scope.Building is { } building
            ? grid.Buildings.Contains(building, StringComparer.Ordinal)
            : account.Member?.Member == grid.Chief && Roles.Chiefs.Contains(grant.Role);
}
