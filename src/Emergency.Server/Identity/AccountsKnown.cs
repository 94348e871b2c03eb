using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.People;

namespace Emergency.Server.Identity;

/// <summary>One account as it is known: its state, and its contact opened (null where the key is gone).</summary>
public sealed record AccountKnown(AccountId Id, Account State, AccountContact? Contact)
{
    public ListOf<Grant> Grants => State.Grants;
    public MemberBinding? Member => State.Member;
    public string? Name => Contact?.Name;
}

/// <summary>All accounts. They are the same in every realm and lie in live.</summary>
public sealed record AccountsKnown(ImmutableDictionary<AccountId, AccountKnown> Accounts, ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>> Members, ImmutableDictionary<SessionId, AccountId> Sessions)
{
    public static readonly AccountsKnown None = new(ImmutableDictionary<AccountId, AccountKnown>.Empty, ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>>.Empty, ImmutableDictionary<SessionId, AccountId>.Empty);

    public AccountKnown? Find(AccountId id) => Accounts.GetValueOrDefault(id);

    /// <summary>The open accounts that stand for a team member; empty where nobody signs in for them.</summary>
    public IReadOnlyCollection<AccountId> ByMember(string community, MemberId member) => Members.GetValueOrDefault(new MemberBinding(community, member), []);

    /// <summary>The open account a session belongs to; null where it was ended or never was. Whether it has run out is asked of <see cref="SessionEnds"/>.</summary>
    public AccountKnown? BySession(SessionId session) =>
        Sessions.TryGetValue(session, out var id) && Accounts.TryGetValue(id, out var account) && !account.State.Closed && account.State.Sessions.ContainsKey(session) ? account : null;
}
