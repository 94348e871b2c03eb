using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Enrols and removes one's own second factor. The password must be proved once more, and wrong ones count as at sign-in, because a stolen
/// session must not be enough.
/// </summary>
internal sealed class Enrolling(
    Folding folding,
    Sending sending,
    SigningIn signingIn,
    OpenSessions sessions,
    PasskeyCeremonies passkeys,
    ISealing sealing,
    Keyring keyring
)
{
    /// <summary>
    /// Keeps the secret of a draft once a code of it was typed, and ends the other sessions, which began without it. The recovery codes are
    /// shown now and never again.
    /// </summary>
    public async Task<(ListOf<string> Codes, Sent Sent)> Enrol(
        Asked asked,
        string? draft,
        string code,
        string password,
        HttpContext context,
        CancellationToken stop
    )
    {
        var account = folding.Now.Of<AccountsKnown>().Find(asked.Account)!;
        if (account.State.Factor?.Secret is not null)
            return Not(Problem.Of(Account.FactorThere));
        if (Authenticator.Drafted(draft, asked.Account, asked.Session!.Value, keyring) is not { } secret)
            return Not(Problem.Bad("$.draft: as it was given"));
        long? step = null;
        var proved = await signingIn.Proves(
            account,
            password,
            () => (step = Authenticator.Step(secret, RecoveryCodes.Plain(code), asked.Now)) is not null,
            asked.Now,
            context,
            stop
        );
        if (proved is not null)
            return Not(proved);
        var (key, codes) = (Names.Key(asked.Account), RecoveryCodes.Draw());
        await sealing.Ensure([key], stop);
        var kept = sealing.Seal(key, new AuthenticatorSecret(secret));
        var sent = await Send(asked, new EnrolSecondFactor(kept, Hashes(asked, codes), step!.Value, asked.Now), stop);
        if (sent.Accepted)
            await sessions.EndAll(asked.Account, asked.Session, asked.Now, stop);
        return (codes, sent);
    }

    /// <summary>
    /// Keeps a passkey that has just been made. If it is the account's first second factor, recovery codes are drawn and the other
    /// sessions, which began without it, end.
    /// </summary>
    public async Task<(ListOf<string> Codes, Sent Sent)> Add(
        Asked asked,
        PasskeyAnswer answer,
        string called,
        string password,
        HttpContext context,
        CancellationToken stop
    )
    {
        var account = folding.Now.Of<AccountsKnown>().Find(asked.Account)!;
        if (await signingIn.Proves(account, password, () => true, asked.Now, context, stop) is { } wrong)
            return Not(wrong);
        if (await passkeys.Made(account, answer, called, asked.Now, context) is not { } made)
            return Not(Problem.Of(Account.PasskeyUnknown));
        var first = account.State.Factor is null;
        var (key, codes) = (Names.Key(asked.Account), first ? RecoveryCodes.Draw() : []);
        await sealing.Ensure([key], stop);
        var recovery = first ? Hashes(asked, codes) : null;
        var sent = await Send(asked, new AddPasskey(made.Id, sealing.Seal(key, made.Kept), made.SignCount, recovery, asked.Now), stop);
        if (sent.Accepted && first)
            await sessions.EndAll(asked.Account, asked.Session, asked.Now, stop);
        return (codes, sent);
    }

    /// <summary>Removes a passkey, provided that another second factor remains.</summary>
    public async Task<Sent> Remove(Asked asked, Guid passkey, string password, HttpContext context, CancellationToken stop)
    {
        var account = folding.Now.Of<AccountsKnown>().Find(asked.Account)!;
        if (await signingIn.Proves(account, password, () => true, asked.Now, context, stop) is { } wrong)
            return new(Position.Start, wrong);
        return account.State.Passkeys.ContainsKey(passkey)
            ? await Send(asked, new RemovePasskey(passkey, asked.Now), stop)
            : new(Position.Start, Problem.NotFound);
    }

    /// <summary>Draws new recovery codes; the old ones become invalid.</summary>
    public async Task<(ListOf<string> Codes, Sent Sent)> Renew(Asked asked, FactorProof proof, HttpContext context, CancellationToken stop)
    {
        if (await Proved(asked, proof, context, stop) is { } problem)
            return Not(problem);
        var codes = RecoveryCodes.Draw();
        return (codes, await Send(asked, new RenewRecoveryCodes(Hashes(asked, codes), asked.Now), stop));
    }

    /// <summary>
    /// Removes the second factor. A password alone signs in from then on, unless one of the account's roles needs another factor. The
    /// owner's other sessions end, as they do at enrolment.
    /// </summary>
    public async Task<Sent> Remove(Asked asked, FactorProof proof, HttpContext context, CancellationToken stop)
    {
        if (await Proved(asked, proof, context, stop) is { } problem)
            return new(Position.Start, problem);
        var sent = await Send(asked, new RemoveSecondFactor(asked.By(asked.Grants[0].Role), asked.Now), stop);
        if (sent.Accepted)
            await sessions.EndAll(asked.Account, asked.Session, asked.Now, stop);
        return sent;
    }

    private async Task<Problem?> Proved(Asked asked, FactorProof proof, HttpContext context, CancellationToken stop)
    {
        var account = folding.Now.Of<AccountsKnown>().Find(asked.Account)!;
        return account.State.Factor is null
            ? Problem.Of(Account.NoFactor)
            : await signingIn.Proves(account, proof, asked.Now, context, stop);
    }

    private ListOf<string> Hashes(Asked asked, ListOf<string> codes) => RecoveryCodes.Hashes(sealing, asked.Account, codes);

    private static (ListOf<string>, Sent) Not(Problem problem) => ([], new(Position.Start, problem));

    private async Task<Sent> Send(Asked asked, AccountCommand command, CancellationToken stop) =>
        await signingIn.Seen(
            await sending.Send(
                asked.Account.Key,
                Entities.Account(asked.Account),
                command,
                asked.CommandId,
                asked.Digest,
                asked.Now,
                stop: stop
            ),
            stop
        );
}
