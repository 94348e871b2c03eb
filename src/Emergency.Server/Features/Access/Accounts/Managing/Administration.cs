using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Grids;
using Emergency.Engine;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>
/// Asks for accounts, roles and passwords, which somebody else must confirm (<see cref="AccountLaw"/> decides who may ask). Removing roles
/// and closing an account only narrow rights, so they are done at once. Nobody changes their own account.
/// </summary>
internal sealed class Administration(
    AccountLaw law,
    Confirming confirming,
    Sending sending,
    Passwords passwords,
    KnownPasswords known,
    SigningIn signingIn,
    OpenSessions sessions,
    Operators operators,
    InHand held
)
{
    public async Task<(Waiting? Waiting, Sent Sent)> Add(Asked asked, AccountWish wish, AccountId id, CancellationToken stop)
    {
        if (AccountLaw.Forbidden(asked, AccountPermissions.Add, wish.Grants!) is { } problem)
            return (null, new(Position.Start, problem));
        if (await law.Beyond(wish.Member, wish.Grants!, stop) is { } beyond)
            return (null, new(Position.Start, beyond));
        if (await law.Taken(id, stop) && !await confirming.HasAsked(asked, stop))
            return (null, new(Position.Start, Problem.Of(Account.Taken)));
        if (wish.Password is { } given && known.Fault(given) is { } told)
            return (null, new(Position.Start, Problem.Bad(told)));
        var body = new RolesAsked(
            wish.Account!.Trim(),
            wish.Person,
            wish.Phone,
            wish.Password is { } chosen ? passwords.Hash(chosen) : null,
            wish.Grants!,
            wish.Member,
            null,
            wish.Reason
        );
        return await Ask(asked, AccountPermissions.Add, id, wish.Grants!, body, stop);
    }

    public async Task<(Waiting? Waiting, Sent Sent)> Change(Asked asked, AccountId id, GrantsWish wish, CancellationToken stop)
    {
        var (account, missing) = await law.Find(asked, id, stop);
        if (
            (
                missing
                ?? AccountLaw.Forbidden(asked, AccountPermissions.Change, wish.Grants!)
                ?? (account!.State.Closed ? Problem.Of(Account.Shut) : null)
            ) is
            { } problem
        )
            return (null, new(Position.Start, problem));
        if (await law.Beyond(wish.Member, wish.Grants!, stop) is { } beyond)
            return (null, new(Position.Start, beyond));
        // Fewer roles see less, so nobody else has to agree, and the change holds at once.
        if (wish.Member == account!.Member && wish.Grants!.All(account.Grants.Contains) && !await confirming.HasAsked(asked, stop))
        {
            if (await operators.Remain(asked, id, wish.Grants!, stop) is { } last)
                return (null, new(Position.Start, last));
            return (null, await Send(asked, account, by => new ChangeGrants(wish.Grants!, wish.Member, by, asked.Now), id, stop));
        }
        var body = new RolesAsked(account.Name, null, null, null, wish.Grants!, wish.Member, account.Grants, wish.Reason);
        return await Ask(asked, AccountPermissions.Change, id, [.. wish.Grants!, .. account.Grants], body, stop);
    }

    /// <summary>
    /// Asks to move the roles of the people responsible for a grid along with it. They then see another grid, so somebody else must agree
    /// as for any role.
    /// </summary>
    public async Task<(Waiting? Waiting, Sent Sent)> Follow(
        Asked asked,
        AccountKnown account,
        string community,
        Quarter grid,
        CancellationToken stop
    )
    {
        if ((await law.Find(asked, account.Id, stop, AccountPermissions.Follow)).Problem is { } problem)
            return (null, new(Position.Start, problem));
        var grants = GridAccounts.In(account, community, grid);
        var body = new RolesAsked(account.Name, null, null, null, grants, account.Member, account.Grants, null, Follows: true);
        return await Ask(asked, AccountPermissions.Follow, account.Id, [.. grants, .. account.Grants], body, stop);
    }

    public async Task<Sent> Close(Asked asked, AccountId id, CancellationToken stop)
    {
        var (account, problem) = await law.Find(asked, id, stop);
        if ((problem ?? await held.Against(account!, stop)) is { } wrong)
            return new(Position.Start, wrong);
        if (!account!.State.Closed && await operators.Remain(asked, id, [], stop) is { } last)
            return new(Position.Start, last);
        var sent = await Send(asked, account, by => new CloseAccount(by, asked.Now), id, stop);
        if (sent.Accepted)
            await sessions.EndAll(id, null, asked.Now, stop);
        return sent;
    }

    /// <summary>The account whose sessions are asked for, or the reason why they are not shown.</summary>
    public ValueTask<(AccountKnown? Account, Problem? Problem)> Of(Asked asked, AccountId id, CancellationToken stop) =>
        law.Find(asked, id, stop);

    /// <summary>
    /// Ends one session of somebody else's account, or all, at once. The account's journal records who did it. A session that has ended
    /// already is no fault.
    /// </summary>
    public async Task<Sent> EndSessions(Asked asked, AccountId id, SessionId? which, CancellationToken stop)
    {
        var (account, problem) = await law.Find(asked, id, stop);
        if (problem is not null)
            return new(Position.Start, problem);
        var sent = new Sent(law.Now);
        var open = (await sessions.Of(id, stop)).Select(one => one.Id).Where(one => which is null || one == which).ToList();
        foreach (var session in open)
            if (sent.Accepted)
                sent = await Send(
                    asked with
                    {
                        CommandId = Derived.Id(asked.CommandId, session.ToString()),
                    },
                    account!,
                    by => new SignOut(session, asked.Now, by),
                    id,
                    stop
                );
        if (sent.Accepted)
            await sessions.End(id, open, asked.Now, stop);
        return sent;
    }

    public async Task<(Waiting? Waiting, Sent Sent)> SetPassword(Asked asked, AccountId id, NewPassword wish, CancellationToken stop)
    {
        var (account, problem) = await law.Find(asked, id, stop);
        if ((problem ?? (account!.State.Closed ? Problem.Of(Account.Shut) : null)) is { } wrong)
            return (null, new(Position.Start, wrong));
        if (wish.Password is { } given && known.Fault(given) is { } told)
            return (null, new(Position.Start, Problem.Bad(told)));
        var place = AccountLaw.Place(account!.Grants[0]);
        return await confirming.Ask(
            asked,
            AccountPermissions.Change,
            place,
            new(AskedKind.Password, place.Division, id.Key),
            Names.Key(id),
            new PasswordAsked(account.Name ?? "", wish.Password is { } chosen ? passwords.Hash(chosen) : null, wish.Reason),
            stop
        );
    }

    /// <summary>Accounts that lie wholly in the asker's scope; none where it may not see them.</summary>
    public static IEnumerable<AccountKnown> Seen(Asked asked, AccountsKnown known) =>
        known.Accounts.Values.Where(account => AccountLaw.IsSeen(asked, account));

    // The community's street agrees to accounts of its team, whoever asks; somebody of the county agrees to all others.
    private async Task<(Waiting? Waiting, Sent Sent)> Ask(
        Asked asked,
        Permission permission,
        AccountId id,
        ListOf<Grant> concerned,
        RolesAsked body,
        CancellationToken stop
    )
    {
        var kind = AccountLaw.OfCommunity(concerned) ? AskedKind.CommunityGrants : AskedKind.Grants;
        var division = concerned.Select(grant => grant.Scope.Division).MinBy(code => code.Length)!;
        return await confirming.Ask(
            asked,
            permission,
            AccountLaw.Place(body.Grants[0]),
            new(kind, division, id.Key),
            Names.Key(id),
            body,
            stop
        );
    }

    private async Task<Sent> Send(Asked asked, AccountKnown account, Func<By, Command> make, AccountId id, CancellationToken stop) =>
        await signingIn.Seen(
            await sending.Send(
                asked,
                AccountPermissions.Change,
                AccountLaw.Place(account.Grants[0]),
                Entities.Account(id),
                make,
                stop: stop
            ),
            stop
        );
}
