using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.ByLink;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>The link's own text; it comes in the body, so that no log of addresses holds it.</summary>
internal sealed record InvitationWish(string? Token);

/// <param name="Password">What the owner chooses, 8 to 100 characters.</param>
/// <param name="Code">Of the account's second factor, where it has one.</param>
internal sealed record AcceptWish(string? Token, string? Password, string? Code = null);

/// <summary>Whose account a link opens.</summary>
/// <param name="Name">The name one signs in with.</param>
/// <param name="Offices">Role by role, the place it is for.</param>
/// <param name="Factor">A code of its second factor is asked for too.</param>
/// <param name="New">Its owner has not chosen a password before.</param>
internal sealed record InvitationShown(
    string? Name,
    string? Person,
    ListOf<Role> Roles,
    ListOf<string> Offices,
    bool New,
    DateTimeOffset Until,
    bool Factor
);

/// <summary>By a link that is handed over, the owner of an account chooses its password, and is signed in. Once.</summary>
internal static class InvitationEndpoints
{
    public static RouteGroupBuilder MapInvitations(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/invitation").WithTags("session");
        routes.MapPost("/open", Open).NeedsNothing();
        routes.MapPost("/accept", Accept).NeedsNothing();
        return api;
    }

    /// <summary>Whose account it is; who guesses at links is held up like who guesses at passwords.</summary>
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

    /// <summary>Sets the password that its owner has chosen and signs in. All other sessions of the account end, and the link opens no more.</summary>
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
