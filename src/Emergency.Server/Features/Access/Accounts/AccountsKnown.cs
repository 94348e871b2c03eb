using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Accounts;

/// <summary>An account as the views know it: its state, and its decrypted contact (null where the key is gone).</summary>
internal sealed record AccountKnown(AccountId Id, Account State, AccountContact? Contact)
{
    public ListOf<Grant> Grants => State.Grants;
    public MemberBinding? Member => State.Member;
    public string? Name => Contact?.Name;
}

/// <summary>
/// All accounts. They are the same in every realm and lie in live. Sessions are not folded; see <see cref="OpenSessions"/>.
/// </summary>
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

    /// <summary>The open accounts of a team member; empty where nobody signs in for that member.</summary>
    public IReadOnlyCollection<AccountId> ByMember(string community, MemberId member) =>
        Members.GetValueOrDefault(new MemberBinding(community, member), []);
}
