using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>Secret text of an invitation link. It comes in the body, so that no log of addresses contains it.</summary>
internal sealed record InvitationWish(string? Token);

/// <param name="Password">Password chosen by the owner, 8 to 100 characters.</param>
/// <param name="Code">Code of the account's second factor, where it has one.</param>
internal sealed record AcceptWish(string? Token, string? Password, string? Code = null);

/// <summary>The account that a link opens.</summary>
/// <param name="Name">The name used to sign in.</param>
/// <param name="Offices">Place of each role, in the order of the roles.</param>
/// <param name="Factor">A code of the second factor is needed too.</param>
/// <param name="New">The owner has not chosen a password before.</param>
internal sealed record InvitationShown(
    string? Name,
    string? Person,
    ListOf<Role> Roles,
    ListOf<string> Offices,
    bool New,
    DateTimeOffset Until,
    bool Factor
);

/// <summary>Lets the owner of an account choose its password by a link that was handed over, once, and signs the owner in.</summary>
internal static class InvitationEndpoints
{
    public static RouteGroupBuilder MapInvitations(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/invitation").WithTags("session");
        routes.MapPost("/open", Open).NeedsNothing();
        routes.MapPost("/accept", Accept).NeedsNothing();
        return api;
    }

    /// <summary>Shows the account that a link opens. Guesses at links are slowed down like guesses at passwords.</summary>
    public static async Task<Outcome<InvitationShown>> Open(
        InvitationWish wish,
        HttpContext context,
        Folding folding,
        Clock clock,
        WrongTries tries,
        CancellationToken stop
    )
    {
        var known = await folding.Newest(stop);
        var (account, problem, wait) = Find(wish?.Token, context, known, clock, tries);
        if (account is null)
            return Outcome<InvitationShown>.FromProblem(problem!, wait);
        return new Outcome<InvitationShown>(
            new(
                account.Name,
                AccountOwner.Of(account, known).Person,
                [.. account.Grants.Select(grant => grant.Role)],
                Offices(account, known),
                account.State.Password is null,
                account.State.Invitation!.Until,
                account.State.Factor is not null
            ),
            known.At
        );
    }

    /// <summary>
    /// Sets the password that the owner has chosen and signs in. All other sessions of the account end, and the link becomes invalid.
    /// </summary>
    public static async Task<Outcome<SessionShown>> Accept(
        AcceptWish wish,
        HttpContext context,
        Folding folding,
        Clock clock,
        WrongTries tries,
        Passwords passwords,
        KnownPasswords knownPasswords,
        SigningIn signingIn,
        DeviceKeys deviceKeys,
        SecondFactors factors
    )
    {
        if (Origins.Foreign(context.Request))
            return new Problem("session.forged", []);
        var known = await folding.Newest(context.RequestAborted);
        var (account, problem, wait) = Find(wish?.Token, context, known, clock, tries);
        if (account is null)
            return Outcome<SessionShown>.FromProblem(problem!, wait);
        if (
            knownPasswords.Against(wish!.Password, [account.Name, AccountOwner.Of(account, known).Person, .. Offices(account, known)]) is
            { } weak
        )
            return weak;
        if (await passwords.HashInTurn(wish.Password!, SigningIn.From(context), context.RequestAborted) is not { } hash)
            return Outcome<SessionShown>.FromProblem(new("session.crowded", []), Passwords.Pause);
        if (await signingIn.ProvesByLink(account, wish.Code, context.RequestAborted) is { } unproved)
            return unproved;
        var accepts = new AcceptInvitation(InvitationToken.Parse(wish.Token)!.Hash, hash, clock.Now(Entities.Live));
        var (entered, refused) = await signingIn.ByLink(account.Id, accepts, context, context.RequestAborted);
        return entered is null ? refused! : SessionEndpoints.Entered(entered, context, deviceKeys, factors, folding.Now);
    }

    private static (AccountKnown? Account, Problem? Problem, TimeSpan? Wait) Find(
        string? text,
        HttpContext context,
        Known known,
        Clock clock,
        WrongTries tries
    )
    {
        var now = clock.Now(Entities.Live);
        if (InvitationToken.Parse(text) is { } token && known.Of<AccountsKnown>().Find(token.Account) is { } account)
        {
            if (account.State.AgainstLink(token.Hash, now) is not { } against)
                return (account, null, null);
            if (against != Account.InvitationUnknown)
                return (null, Problem.Of(against), null);
        }
        return tries.Unknown(Guess.Invitation, SigningIn.From(context), now) is { } wait
            ? (null, new("link.crowded", []), wait)
            : (null, Problem.Of(Account.InvitationUnknown), null);
    }

    private static ListOf<string> Offices(AccountKnown account, Known known) =>
        [.. account.Grants.Select(grant => known.Of<PlacesKnown>(Entities.Live).Name(grant.Scope.Division))];
}
