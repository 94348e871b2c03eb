using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>Folds accounts and decrypts each contact once. It ignores events of sessions, which earlier programs stored.</summary>
internal sealed class AccountsView(ISealing sealing) : View<AccountsKnown>
{
    public override string Name => "accounts";
    public override AccountsKnown Empty => AccountsKnown.None;
    protected override string FoldVersion => "2";
    protected override IEnumerable<KeptAs> Keeping =>
        [
            KeptAs.Make<AccountKnown, Closed>(
                static one => new(one.Id, one.State),
                kept => new(kept.Id, kept.State, kept.State.Contact is { } contact ? sealing.Open<AccountContact>(contact) : null)
            ),
        ];

    protected override AccountsKnown Fold(AccountsKnown state, Happened happened)
    {
        if (happened.Event is not AccountEvent e || e is SignedIn or SessionRenewed or SignedOut)
            return state;
        var id = new AccountId(happened.Entity.Key);
        var before = state.Find(id);
        var after = Account.Evolve(before?.State ?? Account.None, e);
        var contact =
            after.Contact == before?.State.Contact ? before?.Contact
            : after.Contact is { } told ? sealing.Open<AccountContact>(told)
            : null;
        return new(state.Accounts.SetItem(id, new AccountKnown(id, after, contact)), Bound(state.Members, id, before?.State, after));
    }

    /// <summary>An account without its decrypted contact.</summary>
    private sealed record Closed(AccountId Id, Account State);

    private static ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>> Bound(
        ImmutableDictionary<MemberBinding, ImmutableHashSet<AccountId>> members,
        AccountId id,
        Account? before,
        Account after
    )
    {
        var (was, now) = (before is { Closed: false } ? before.Member : null, after.Closed ? null : after.Member);
        if (was == now)
            return members;
        if (was is not null)
            members = members[was].Count == 1 ? members.Remove(was) : members.SetItem(was, members[was].Remove(id));
        return now is null ? members : members.SetItem(now, members.GetValueOrDefault(now, []).Add(id));
    }
}
