using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Communities;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Identity;

/// <summary>Who may make which account: every scope that is given, and every one that is there already, lies in the giver's own; a secretary gives the roles of its own community's team. Nobody changes the own account, and who stands for a member of a team has that member's role and no other of a team.</summary>
public sealed class Administration(Folding folding, Sending sending, ISealing sealing, Passwords passwords, SigningIn signingIn)
{
    public async Task<Sent> Add(Asked asked, AccountWish wish, AccountId id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(wish);
        if (Forbidden(asked, Permissions.AccountAdd, wish.Grants!) is { } problem) return new(Position.Start, problem);
        if (await Beyond(wish.Member, wish.Grants!, stop) is { } beyond) return new(Position.Start, beyond);
        var key = Names.Key(id);
        await sealing.Ensure([key], stop);
        var contact = sealing.Seal(key, new AccountContact(wish.Account!.Trim(), wish.Person, wish.Phone));
        return await Send(asked, Permissions.AccountAdd, wish.Grants!, id, by => new AddAccount(contact, passwords.Hash(wish.Password!), wish.Grants!, wish.Member, by, asked.Now), stop);
    }

    public async Task<Sent> Change(Asked asked, AccountId id, GrantsWish wish, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var (account, missing) = await Find(asked, id, stop);
        if ((missing ?? Forbidden(asked, Permissions.AccountChange, wish.Grants!)) is { } problem) return new(Position.Start, problem);
        if (await Beyond(wish.Member, wish.Grants!, stop) is { } beyond) return new(Position.Start, beyond);
        return await Send(asked, Permissions.AccountChange, account!.Grants, id, by => new ChangeGrants(wish.Grants!, wish.Member, by, asked.Now), stop);
    }

    public async Task<Sent> Close(Asked asked, AccountId id, CancellationToken stop)
    {
        var (account, problem) = await Find(asked, id, stop);
        return problem is not null ? new(Position.Start, problem) : await Send(asked, Permissions.AccountChange, account!.Grants, id, by => new CloseAccount(by, asked.Now), stop);
    }

    /// <summary>The account whose sessions are asked for, or why they are not shown.</summary>
    public ValueTask<(AccountKnown? Account, Problem? Problem)> Of(Asked asked, AccountId id, CancellationToken stop) => Find(asked, id, stop);

    /// <summary>Ends sessions of somebody else's account; those who use them hear it at once.</summary>
    public async Task<Sent> EndSessions(Asked asked, AccountId id, Func<Account, IEnumerable<SessionId>> which, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(which);
        var (account, problem) = await Find(asked, id, stop);
        if (problem is not null) return new(Position.Start, problem);
        var sent = new Sent(folding.Now.At);
        foreach (var (session, n) in which(account!.State).Select((session, n) => (session, n)))
            if (sent.Accepted) sent = await Send(asked.Next(n), Permissions.AccountChange, account.Grants, id, by => new SignOut(session, asked.Now, by), stop);
        return sent;
    }

    public async Task<Sent> SetPassword(Asked asked, AccountId id, string password, CancellationToken stop)
    {
        var (account, problem) = await Find(asked, id, stop);
        if (problem is not null) return new(Position.Start, problem);
        var (grant, _) = asked.Allow(Permissions.AccountChange, Place(account!.Grants[0]));
        return await signingIn.Change(account, password, asked, asked.By(grant!.Role), null, stop);
    }

    /// <summary>Accounts that lie wholly in the asker's scope: none where it may not see them.</summary>
    public static IEnumerable<AccountKnown> Seen(Asked asked, AccountsKnown known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.Accounts.Values.Where(account => account.Grants.All(grant => asked.Allow(Permissions.AccountRead, Place(grant)).Grant is not null));
    }

    private async ValueTask<(AccountKnown? Account, Problem? Problem)> Find(Asked asked, AccountId id, CancellationToken stop)
    {
        if (id == asked.Account) return (null, new Problem("account.own", []));
        var known = await folding.With(known => known.Of<AccountsKnown>().Find(id) is not null, stop);
        return known.Of<AccountsKnown>().Find(id) is { } account ? (account, Forbidden(asked, Permissions.AccountChange, account.Grants)) : (null, Problem.Of(Account.Unknown));
    }

    private async ValueTask<Problem?> Beyond(MemberBinding? member, ListOf<Grant> grants, CancellationToken stop)
    {
        if (member is not { } one) return null;
        var known = await folding.With(known => known.Of<TeamsKnown>(Entities.Live).Member(one.Community, one.Member) is not null, stop);
        if (known.Of<TeamsKnown>(Entities.Live).Member(one.Community, one.Member) is not { } bound) return Problem.Of(Team.UnknownMember);
        return grants.Where(grant => GrantsWish.OfCommunity.Contains(grant.Role)).All(grant => grant.Role == RoleOf(bound.Facts.Role)) ? null : new Problem("account.not-the-members-role", [RoleOf(bound.Facts.Role).ToString()]);
    }

    /// <summary>What a member of a team may act as.</summary>
    private static Role RoleOf(TeamRole role) => role switch
    {
        TeamRole.Secretary or TeamRole.Director => Role.Secretary,
        TeamRole.ChildDirector => Role.ChildDirector,
        TeamRole.GridChief => Role.GridChief,
        TeamRole.GroupLeader => Role.GroupLeader,
        TeamRole.BuildingChief => Role.BuildingChief,
        TeamRole.UnitChief => Role.UnitChief,
        TeamRole.Responder or TeamRole.HazardReporter => Role.Responder,
        TeamRole.Volunteer => Role.Volunteer,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    private static Problem? Forbidden(Asked asked, Permission permission, ListOf<Grant> grants)
    {
        foreach (var wanted in grants)
        {
            var (by, problem) = asked.Allow(permission, Place(wanted));
            if (by is null) return problem;
            if (by.Role == Role.Secretary && (wanted.Role == Role.Secretary || !GrantsWish.OfCommunity.Contains(wanted.Role))) return new Problem("scope.not-yours", [nameof(Role.Operator)]);
        }
        return null;
    }

    private async Task<Sent> Send(Asked asked, Permission permission, ListOf<Grant> grants, AccountId id, Func<By, Command> make, CancellationToken stop) =>
        await signingIn.Seen(await sending.Send(asked, permission, Place(grants[0]), Entities.Account(id), make, stop: stop), stop);

    private static Place Place(Grant grant) => new(grant.Scope.Division, grant.Scope.Grid, grant.Scope.Building, grant.Scope.Unit);
}
