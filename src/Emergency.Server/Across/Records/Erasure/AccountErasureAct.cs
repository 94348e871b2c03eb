using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Accounts.Managing;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// Destroys name and phone of the owner of a closed account: another operator or the commander confirms. The account's acts stay, under its
/// key alone.
/// </summary>
internal sealed class AccountErasureAct(Folding folding, IFeed feed, Sending sending, ISealing sealing, Destroying destroying)
    : SubjectErasure(folding, feed, sending, sealing, destroying)
{
    public override AskedKind Kind => AskedKind.AccountErasure;
    public override Permission Asks => AccountPermissions.Change;

    public override Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known) =>
        known
            .Of<AccountsKnown>()
            .Find(new(one.Act.Subject))
            ?.Grants.Select(grant => confirming.Allow(ConfirmationPermissions.AccountConfirm, AccountLaw.Place(grant)).Problem)
            .FirstOrDefault(problem => problem is not null);

    private protected override Guid? KeyOf(AskedAct act) => Names.Key(new(act.Subject));

    private protected override (SubjectErasureAsked? Of, Problem? Problem) Look(Known known, AskedAct act, DateTimeOffset now)
    {
        if (known.Of<AccountsKnown>().Find(new(act.Subject)) is not { State.Erased: false } account)
            return (null, Problem.Of(Account.Unknown));
        return (
            new(default, account.Contact?.Person is { } person ? Masks.Name(person) : null, account.Name),
            account.State.Closed ? null : Problem.Of(Account.StillOpen)
        );
    }

    private protected override (EntityId To, Command Command) Order(
        Known known,
        AskedAct act,
        ErasureBasis basis,
        ListOf<Guid> keys,
        By by,
        DateTimeOffset at
    ) => (Entities.Account(new(act.Subject)), new EraseAccount(basis, keys, by, at));
}
