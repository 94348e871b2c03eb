using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>
/// Locks an account at once, because a phone was lost or something looks wrong, and unlocks it again. Neither needs a second person:
/// locking removes sight, unlocking only restores rights that two people had agreed on.
/// </summary>
internal sealed class Locking(AccountLaw law, Operators operators, Sending sending, SigningIn signingIn, OpenSessions sessions)
{
    /// <summary>Locks an account: all its sessions end, and nobody signs in until it is unlocked.</summary>
    public async Task<Sent> Lock(Asked asked, AccountId id, CancellationToken stop)
    {
        var (account, problem) = await law.Find(asked, id, stop, AccountPermissions.Lock);
        if ((problem ?? await operators.Remain(asked, id, [], stop)) is { } wrong)
            return new(Position.Start, wrong);
        var sent = await Send(asked, account!, by => new SuspendAccount(by, asked.Now), stop);
        if (sent.Accepted)
            await sessions.EndAll(id, null, asked.Now, stop);
        return sent;
    }

    /// <summary>Unlocks an account, also after wrong passwords. Only an operator unlocks an account that an operator has locked.</summary>
    public async Task<Sent> Unlock(Asked asked, AccountId id, CancellationToken stop)
    {
        var (account, problem) = await law.Find(asked, id, stop, AccountPermissions.Lock);
        if (problem is not null)
            return new(Position.Start, problem);
        if (account!.State.Suspended?.By.Role == Role.Operator && await law.Find(asked, id, stop) is { Problem: { } not })
            return new(Position.Start, not);
        var sent = await Send(asked, account, by => new ResumeAccount(by, asked.Now), stop);
        if (sent.Accepted)
            signingIn.Forgive(id);
        return sent;
    }

    /// <summary>
    /// Removes the second factor of somebody who cannot use it any more. The account's sessions end, so that a person who has merely found
    /// the phone cannot go on.
    /// </summary>
    public async Task<Sent> RemoveFactor(Asked asked, AccountId id, CancellationToken stop)
    {
        var (account, problem) = await law.Find(asked, id, stop);
        if (problem is not null)
            return new(Position.Start, problem);
        if (account!.State.Factor is null)
            return new(Position.Start, Problem.Of(Account.NoFactor));
        var sent = await Send(asked, account, by => new RemoveSecondFactor(by, asked.Now), stop, AccountPermissions.Change);
        if (sent.Accepted)
            await sessions.EndAll(id, null, asked.Now, stop);
        return sent;
    }

    private async Task<Sent> Send(
        Asked asked,
        AccountKnown account,
        Func<By, Command> make,
        CancellationToken stop,
        Permission? permission = null
    ) =>
        await signingIn.Seen(
            await sending.Send(
                asked,
                permission ?? AccountPermissions.Lock,
                AccountLaw.Place(account.Grants[0]),
                Entities.Account(account.Id),
                make,
                stop: stop
            ),
            stop
        );
}
