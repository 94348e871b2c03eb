using Emergency.Domain;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>
/// 账号 of one's scope: owner, roles, places, last use and state. Names are masked; phones are left out, and so is the sign-in name, which
/// often is one.
/// </summary>
internal sealed class ListedAccounts(OpenSessions sessions, SecondFactors factors) : IListed
{
    public string Name => "accounts";
    public Permission Permission => AccountPermissions.Read;

    public Listed Of(ListAsked asked) => Of(asked, []);

    public async ValueTask<Listed?> Read(ListAsked asked, CancellationToken stop) =>
        Of(asked, await sessions.LastUsed([.. Found(asked).Select(one => one.Id)], stop));

    private Listed Of(ListAsked asked, IReadOnlyList<OpenSession> used)
    {
        var (words, last) = (asked.Words, used.ToLookup(one => one.Account));
        return Listed.Of(
            asked,
            Found(asked).Select(one => AccountShown.Of(one, last[one.Id].FirstOrDefault(), asked.Asked, asked.Known, factors)),
            // As in the team list: the record of reading names people by id only.
            one => one.Member is { } bound ? [new(bound.Member.Value)] : [],
            [
                new("name", one => Masks.Name(one.Person ?? "")),
                new("role", one => string.Join('、', one.Grants.Select(grant => words.Word("role", (Role?)grant.Role)))),
                new(
                    "scope",
                    one =>
                        string.Join(
                            '、',
                            one.Grants.Select(grant => asked.Community(grant.Scope.Division)).Distinct(StringComparer.Ordinal)
                        )
                ),
                new("account-state", one => words.Word("accounts.stage", (AccountStage?)one.Stage)),
                new("last-used", one => Cells.Time(one.LastUsed)),
                new("factor", one => Cells.Time(one.FactorSince)),
                new("invited-until", one => Cells.Time(one.InvitedUntil)),
            ]
        );
    }

    private static IEnumerable<AccountKnown> Found(ListAsked asked) =>
        AccountSearch.Of(asked.Asked, asked.Known, new(null, null, asked.Division, null)).Found.Select(one => one.Account);
}
