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

/// <summary>One account as an administrator sees it.</summary>
/// <param name="Account">The account's key.</param>
internal sealed record AccountShown(
    AccountId Account,
    string? Name,
    string? Person,
    string? Phone,
    ListOf<Grant> Grants,
    MemberBinding? Member,
    bool Closed,
    DateTimeOffset? LockedUntil
);

/// <summary>Accounts in the order of their keys; <paramref name="Next"/> is given back as <c>?next=</c>, null at the end.</summary>
internal sealed record AccountPage(ListOf<AccountShown> Items, string? Next, long Position);

/// <summary>What was asked for an account waits for somebody else to confirm it; without a confirmation it was done at once.</summary>
/// <param name="Name">The name one signs in with; only for a new account.</param>
/// <param name="Until">When it lapses if nobody answers.</param>
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
        routes.MapDevicesOf();
        return api;
    }

    /// <summary>The accounts whose roles all lie in one's own scope, with names and phones: each page is recorded before it is answered.</summary>
    /// <param name="limit">At most 200; 50 where left out.</param>
    /// <param name="next">From the page before.</param>
    public static async Task<Outcome<AccountPage>> List(
        int? limit,
        string? next,
        Asked asked,
        Known known,
        Recording recording,
        CancellationToken stop
    )
    {
        if (limit is < 1 or > 200)
            return Problem.Bad("?limit: 1 to 200");
        var most = limit ?? 50;
        var all = Administration
            .Seen(asked, known.Of<AccountsKnown>())
            .Where(account => next is null || string.CompareOrdinal(account.Id.Key, next) > 0)
            .OrderBy(account => account.Id.Key, StringComparer.Ordinal)
            .Take(most + 1)
            .ToList();
        var (_, sent) = await recording.Write(asked, AccountPermissions.Read, AccessPurpose.Accounts, stop);
        if (!sent.Accepted)
            return sent.With<AccountPage>(null!);
        return new Outcome<AccountPage>(
            new AccountPage(ListOf.From(all.Take(most).Select(Shown)), all.Count > most ? all[most - 1].Id.Key : null, known.At.Value),
            known.At
        );
    }

    /// <summary>Asks for an account: an operator within its scope, a secretary for its own community's team. Roles of a community need the team member they stand for. It is made when another operator or the commander has confirmed it, one of a community's team when its street has.</summary>
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

    /// <summary>Asks for other roles of an account; once confirmed, what it may do changes at once, also where it is signed in. Roles that are only taken away are gone at once, and nobody has to confirm.</summary>
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

    /// <summary>Asks for another password of an account; once confirmed it ends its sessions. Its owner is told at the next sign-in and has to choose one of their own.</summary>
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

    /// <summary>Closes an account for good and ends its sessions.</summary>
    public static async Task<Outcome<Done>> Close(string account, Asked asked, Administration administration, CancellationToken stop) =>
        (await administration.Close(asked, new AccountId(account), stop)).With(new Done());

    private static Outcome<AccountAsked> Told((Waiting? Waiting, Sent Sent) asked, AccountId account, string? name) =>
        asked.Sent.With(
            new AccountAsked(account, name, asked.Waiting?.Confirmation, asked.Waiting?.Until),
            asked.Waiting is null ? StatusCodes.Status200OK : StatusCodes.Status202Accepted
        );

    private static AccountShown Shown(AccountKnown account) =>
        new(
            account.Id,
            account.Name,
            account.Contact?.Person,
            account.Contact?.Phone,
            account.Grants,
            account.Member,
            account.State.Closed,
            account.State.LockedUntil
        );
}
