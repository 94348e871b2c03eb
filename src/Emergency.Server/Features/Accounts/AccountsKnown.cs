using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Accounts;

/// <summary>One account as it is known: its state, and its contact opened (null where the key is gone).</summary>
internal sealed record AccountKnown(AccountId Id, Account State, AccountContact? Contact)
{
    public ListOf<Grant> Grants => State.Grants;
    public MemberBinding? Member => State.Member;
    public string? Name => Contact?.Name;
}

/// <summary>All accounts. They are the same in every realm and lie in live. Their sessions are not among what is folded: see <see cref="OpenSessions"/>.</summary>
internal sealed record AccountsKnown(
    ImmutableDictionary<AccountId, AccountKnown> Accounts,
    ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>> Members
)
{
    public static readonly AccountsKnown None = new(
        ImmutableDictionary<AccountId, AccountKnown>.Empty,
        ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>>.Empty
    );

    public AccountKnown? Find(AccountId id) => Accounts.GetValueOrDefault(id);

    /// <summary>The open accounts that stand for a team member; empty where nobody signs in for them.</summary>
    public IReadOnlyCollection<AccountId> ByMember(string community, MemberId member) =>
        Members.GetValueOrDefault(new MemberBinding(community, member), []);
}
