using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts.Managing;

/// <summary>A request about an account that waits for somebody else's confirmation; without a confirmation it was done at once.</summary>
/// <param name="Name">The name used to sign in; only for a new account.</param>
/// <param name="Until">Time at which the request lapses if nobody answers.</param>
internal sealed record AccountAsked(AccountId Account, string? Name, ConfirmationId? Confirmation, DateTimeOffset? Until);

/// <summary>Making and changing accounts.</summary>
internal static class AccountEndpoints
{
    public static RouteGroupBuilder MapAccounts(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/accounts").WithTags("accounts");
        routes.MapGet("/", List).Needs(AccountPermissions.Read);
        routes.MapPost("/", Add).Needs(AccountPermissions.Add).Produces<AccountAsked>(StatusCodes.Status202Accepted);
        routes
            .MapPost("/{account}/grants", ChangeGrants)
            .Needs(AccountPermissions.Change)
            .Produces<AccountAsked>(StatusCodes.Status200OK)
            .Produces<AccountAsked>(StatusCodes.Status202Accepted);
        routes
            .MapPost("/{account}/password", SetPassword)
            .Needs(AccountPermissions.Change)
            .Produces<AccountAsked>(StatusCodes.Status202Accepted);
        routes.MapPost("/{account}/close", Close).Needs(AccountPermissions.Change);
        routes.MapPost("/{account}/lock", Lock).Needs(AccountPermissions.Lock);
        routes.MapPost("/{account}/unlock", Unlock).Needs(AccountPermissions.Lock);
        routes.MapPost("/{account}/second-factor/remove", RemoveFactor).Needs(AccountPermissions.Change);
        routes.MapInviting();
        routes.MapDevicesOf();
        return api;
    }

    /// <summary>Lists the accounts whose roles all lie in one's own scope, with names and phones, by place and role. Each page is recorded before it is answered.</summary>
    /// <param name="limit">Most accounts of the page: at most 200; 50 where left out.</param>
    /// <param name="next">Mark from the page before.</param>
    /// <param name="q">Part of a name, a person's name or a phone.</param>
    /// <param name="role">Only accounts with this role.</param>
    /// <param name="division">Only accounts with a role in or below this place.</param>
    /// <param name="stage">Only accounts in this state.</param>
    public static async Task<Outcome<AccountPage>> List(
        int? limit,
        string? next,
        string? q,
        string? role,
        string? division,
        string? stage,
        Asked asked,
        Known known,
        OpenSessions sessions,
        SecondFactors factors,
        Recording recording,
        CancellationToken stop
    )
    {
        if (limit is < 1 or > 200)
            return Problem.Bad("?limit: 1 to 200");
        if (AccountsAsked.Of(q, role, division, stage) is not { } wanted)
            return Problem.Bad("?role: a role, ?stage: open, invited, locked or closed");
        var found = AccountSearch.Of(asked, known, wanted);
        var page = found.Page(next, limit ?? 50);
        var used = (await sessions.LastUsed([.. page.Items.Select(one => one.Id)], stop)).ToLookup(one => one.Account);
        var (_, sent) = await recording.Write(asked, AccountPermissions.Read, AccessPurpose.Accounts, stop);
        if (!sent.Accepted)
            return sent.With<AccountPage>(null!);
        return new Outcome<AccountPage>(
            new AccountPage(
                [.. page.Items.Select(one => AccountShown.Of(one, used[one.Id].FirstOrDefault(), asked, known, factors))],
                page.Next,
                found.Counts,
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Asks for an account: an operator within its scope, a secretary for its own community's team. Roles of a community need their team member. The account is made when another operator or the commander has confirmed it; an account of a community's team, when its street has.</summary>
    public static async Task<Outcome<AccountAsked>> Add(
        AccountWish wish,
        Asked asked,
        Administration administration,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (wish?.Faults() is not { Count: 0 })
            return Problem.Bad(wish?.Faults() ?? ["$: an account"]);
        var id = sealing.Account(wish.Account!);
        return Told(await administration.Add(asked, wish, id, stop), id, wish.Account!.Trim());
    }

    /// <summary>Asks for other roles of an account. Once confirmed, they hold at once, also where the account is signed in. A mere removal of roles is done at once and needs no confirmation.</summary>
    public static async Task<Outcome<AccountAsked>> ChangeGrants(
        string account,
        GrantsWish wish,
        Asked asked,
        Administration administration,
        CancellationToken stop
    ) =>
        wish?.Faults() is { Count: 0 }
            ? Told(await administration.Change(asked, new(account), wish, stop), new(account), null)
            : Problem.Bad(wish?.Faults() ?? ["$: roles"]);

    /// <summary>Asks for another password of an account. Once confirmed, the asker makes a link by which the owner chooses one; the account's sessions end when the link is used. With a password in the body, that password is set and the sessions end once it is confirmed: the owner is told at the next sign-in and must choose one of their own.</summary>
    public static async Task<Outcome<AccountAsked>> SetPassword(
        string account,
        NewPassword wish,
        Asked asked,
        Administration administration,
        CancellationToken stop
    ) =>
        wish?.Faults() is { Count: 0 }
            ? Told(await administration.SetPassword(asked, new(account), wish, stop), new(account), null)
            : Problem.Bad(wish?.Faults() ?? ["$: a password"]);

    /// <summary>Closes an account for good and ends its sessions; its owner's tasks must go to others before.</summary>
    public static async Task<Outcome<Done>> Close(string account, Asked asked, Administration administration, CancellationToken stop) =>
        (await administration.Close(asked, new AccountId(account), stop)).With(new Done());

    /// <summary>Locks an account at once until somebody unlocks it, because a phone was lost or something looks wrong. Its sessions end; nobody has to confirm.</summary>
    public static async Task<Outcome<Done>> Lock(string account, Asked asked, Locking locking, CancellationToken stop) =>
        (await locking.Lock(asked, new AccountId(account), stop)).With(new Done());

    /// <summary>Unlocks an account, also one that wrong passwords have locked.</summary>
    public static async Task<Outcome<Done>> Unlock(string account, Asked asked, Locking locking, CancellationToken stop) =>
        (await locking.Unlock(asked, new AccountId(account), stop)).With(new Done());

    /// <summary>Removes the second factor of somebody who has lost the authenticator and the recovery codes, and records who did it. The account's sessions end.</summary>
    public static async Task<Outcome<Done>> RemoveFactor(string account, Asked asked, Locking locking, CancellationToken stop) =>
        (await locking.RemoveFactor(asked, new AccountId(account), stop)).With(new Done());

    private static Outcome<AccountAsked> Told((Waiting? Waiting, Sent Sent) asked, AccountId account, string? name) =>
        asked.Sent.With(
            new AccountAsked(account, name, asked.Waiting?.Confirmation, asked.Waiting?.Until),
            asked.Waiting is null ? StatusCodes.Status200OK : StatusCodes.Status202Accepted
        );
}
