using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.People;
using Emergency.Server.Views;

namespace Emergency.Server.Identity;

/// <summary>Folds accounts and their sessions; opens each contact once.</summary>
public sealed class AccountsView(ISealing sealing) : View<AccountsKnown>
{
    public override string Name => "accounts";
    public override AccountsKnown Empty => AccountsKnown.None;

    protected override AccountsKnown Fold(AccountsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not AccountEvent e) return state;
        var id = new AccountId(happened.Entity.Key);
        var before = state.Find(id);
        var after = Account.Evolve(before?.State ?? Account.None, e);
        var contact = after.Contact == before?.State.Contact ? before?.Contact : after.Contact is { } told ? sealing.Open<AccountContact>(told) : null;
        return new(state.Accounts.SetItem(id, new AccountKnown(id, after, contact)), Bound(state.Members, id, before?.State, after), Held(state.Sessions, id, before?.State, after));
    }

    private static ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>> Bound(ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>> members, AccountId id, Account? before, Account after)
    {
        var (was, now) = (before is { Closed: false } ? before.Member : null, after.Closed ? null : after.Member);
        if (was == now) return members;
        if (was is not null) members = members[was].Count == 1 ? members.Remove(was) : members.SetItem(was, members[was].Remove(id));
        return now is null ? members : members.SetItem(now, members.GetValueOrDefault(now, []).Add(id));
    }

    private static ImmutableDictionary<SessionId, AccountId> Held(ImmutableDictionary<SessionId, AccountId> sessions, AccountId id, Account? before, Account after)
    {
        if (ReferenceEquals(before?.Sessions, after.Sessions)) return sessions;
        var was = before?.Sessions ?? Account.None.Sessions;
        return sessions.RemoveRange(was.Keys.Where(session => !after.Sessions.ContainsKey(session))).SetItems(after.Sessions.Keys.Where(session => !was.ContainsKey(session)).Select(session => KeyValuePair.Create(session, id)));
    }
}
