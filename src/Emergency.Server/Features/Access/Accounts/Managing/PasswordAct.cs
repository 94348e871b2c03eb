using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>A request for another password of an account, as it is stored until somebody else confirms it.</summary>
/// <param name="Password">Hash from the password hasher; null where the owner chooses a password by a link.</param>
internal sealed record PasswordAsked(string Name, string? Password, string? Reason);

/// <summary>
/// Gives another password to somebody who has lost theirs; another operator or the commander confirms. The asker then makes a link by which
/// the owner chooses one; until it is used nothing changes. If the request contains a password, that password is set, and the owner is told
/// at the next sign-in and must choose one of their own.
/// </summary>
internal sealed class PasswordAct(AccountLaw law, Folding folding, ISealing sealing, Sending sending, SigningIn signingIn) : IAskedAct
{
    public AskedKind Kind => AskedKind.Password;

    public AskedWhat? What(ConfirmationKnown one) => Body(one) is { } body ? new(Account: body.Name, Reason: body.Reason) : null;

    public Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known)
    {
        if (known.Of<AccountsKnown>().Find(new(one.Act.Subject)) is not { } account)
            return Problem.Of(Account.Unknown);
        if (account.Member is { } member && member == confirming.Member)
            return Problem.Of(Confirmation.Own);
        return account
            .Grants.Select(grant => confirming.Allow(ConfirmationPermissions.AccountConfirm, AccountLaw.Place(grant)).Problem)
            .FirstOrDefault(problem => problem is not null);
    }

    public async ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        Body(one) is null ? Problem.Of(Account.Unknown) : (await law.Find(asker, new(one.Act.Subject), stop)).Problem;

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var account = folding.Now.Of<AccountsKnown>().Find(new(one.Act.Subject))!;
        if (Body(one)!.Password is { } password)
            return await signingIn.Set(account, password, asker, one.AskedBy, null, reset: true, stop);
        return await signingIn.Seen(
            await sending.Send(
                asker,
                AccountPermissions.Change,
                AccountLaw.Place(account.Grants[0]),
                Entities.Account(account.Id),
                by => new AllowInvitation(by, asker.Now),
                stop: stop
            ),
            stop
        );
    }

    private PasswordAsked? Body(ConfirmationKnown one) => sealing.Open<PasswordAsked>(one.State.Body);
}
