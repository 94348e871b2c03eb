using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>Who one is and what one may do, in the order of the account's grants: the n-th role has the n-th scope.</summary>
/// <param name="Token">For programs (Authorization: Bearer); only in the answer to signing in, and never to a page: its session lies in a cookie that no script reads.</param>
/// <param name="Account">The account's key, as in "me/{account}".</param>
/// <param name="Phone">One's own, of the account or of the team member it stands for.</param>
/// <param name="ExpiresAt">When it ends where nobody uses it.</param>
/// <param name="LatestAt">When it ends however much it is used: one signs in again before.</param>
/// <param name="Carried">It would have ended, but an incident of its place runs: it ends with that.</param>
/// <param name="On">A desk or a phone; null where it began before that was asked.</param>
/// <param name="Reset">Only while a password holds that somebody else has set.</param>
/// <param name="Factor">The account's second factor; null where there is none and none is asked for.</param>
/// <param name="Antiforgery">What a page sends in X-Antiforgery with every unsafe verb.</param>
/// <param name="DeviceKey">Opens the lock of what this account's phone keeps, as long as the session holds; 32 bytes as base64url. No page stores it.</param>
/// <param name="LockRequired">A phone keeps what it reads only under a lock of its owner's: the installation's setting phone-lock.</param>
/// <param name="May">Names of the permissions that one of the roles has in its whole scope.</param>
/// <param name="MayAssigned">Names of those that one has only for what one is alerted or assigned to.</param>
internal sealed record SessionShown(
    string? Token,
    AccountId Account,
    string? Name,
    string? Person,
    string? Phone,
    ListOf<Role> Roles,
    ListOf<Scope> Scopes,
    MemberBinding? Member,
    DateTimeOffset ExpiresAt,
    DateTimeOffset LatestAt,
    bool Carried,
    SessionOn? On,
    string Antiforgery,
    string DeviceKey,
    bool LockRequired,
    ListOf<string> May,
    ListOf<string> MayAssigned,
    ResetShown? Reset = null,
    FactorShown? Factor = null
);

/// <summary>Somebody else set the password: until the owner has chosen one, the account can do nothing else.</summary>
/// <param name="Account">The name that account signs in with; null where it is not known any more.</param>
internal sealed record ResetShown(string? Account, Role Role, DateTimeOffset At);

/// <summary>Name and password.</summary>
/// <param name="Code">Of the account's second factor, where it has one: six digits of the authenticator, or a recovery code.</param>
/// <param name="Passkey">What one of its passkeys answered to POST /session/passkeys/ask, in place of a code.</param>
internal sealed record SessionWish(string? Account, string? Password, string? Code = null, PasskeyAnswer? Passkey = null);

/// <summary>One's own new password; the old one is asked for once more.</summary>
internal sealed record PasswordWish(string? Old, string? Password);

/// <summary>Signing in and out.</summary>
internal static class SessionEndpoints
{
    public static RouteGroupBuilder MapSessions(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/session").WithTags("session");
        routes.MapPost("/", SignIn).NeedsNothing();
        routes.MapGet("/", Show).NeedsSession(evenReset: true, evenWithoutFactor: true);
        routes.MapDelete("/", SignOut).NeedsSession(evenReset: true, evenWithoutFactor: true);
        routes.MapPost("/password", ChangePassword).NeedsSession(evenReset: true, evenWithoutFactor: true);
        return api;
    }

    /// <summary>Signs in: sets the session's cookie for pages and answers a token for programs. A session ends after 12 hours without use, a desk's after 24 hours, a phone's after 30 days, none while an incident of its place runs; five wrong passwords or codes within 15 minutes lock the account for 15.</summary>
    public static async Task<Outcome<SessionShown>> SignIn(
        SessionWish wish,
        SigningIn signingIn,
        DeviceKeys deviceKeys,
        SecondFactors factors,
        Folding folding,
        HttpContext context
    )
    {
        if (
            wish?.Account is not { Length: > 0 and <= Names.Longest } name
            || wish.Password is not { Length: > 0 and <= Passwords.Longest } password
        )
            return Problem.Bad($"$.account: 1 to {Names.Longest} characters", $"$.password: 1 to {Passwords.Longest} characters");
        if (Origins.Foreign(context.Request))
            return new Problem("session.forged", []);
        var (entered, problem, wait) = await signingIn.In(name, password, wish.Code, wish.Passkey, context, context.RequestAborted);
        if (entered is null)
            return Outcome<SessionShown>.FromProblem(problem!, wait);
        return Entered(entered, context, deviceKeys, factors, folding.Now);
    }

    /// <summary>Sets the cookie of a session that has just begun and says who is signed in.</summary>
    internal static Outcome<SessionShown> Entered(
        Entered entered,
        HttpContext context,
        DeviceKeys deviceKeys,
        SecondFactors factors,
        Known known
    )
    {
        SetCookie(context, entered.Token);
        return new Outcome<SessionShown>(
            Shown(entered.Account, entered.Token, entered.Session, deviceKeys, factors, false, known) with
            {
                Token = Origins.OfPage(context.Request) ? null : entered.Token.ToString(),
            },
            entered.At
        );
    }

    /// <summary>Who is signed in.</summary>
    public static async Task<Outcome<SessionShown>> Show(
        Asked asked,
        SessionToken token,
        Known known,
        OpenSessions sessions,
        DeviceKeys deviceKeys,
        SecondFactors factors,
        Clock clock,
        CancellationToken stop
    )
    {
        if (await sessions.Find(token.Session, stop) is not { } session)
            return Problem.NotSignedIn;
        var account = known.Of<AccountsKnown>().Find(asked.Account)!;
        return new Outcome<SessionShown>(
            Shown(
                account,
                token,
                session.State,
                deviceKeys,
                factors,
                known.Carried(account, session.State, clock.Now(Entities.Live)),
                known
            ),
            known.At
        );
    }

    /// <summary>Signs out, everywhere this session is used, at once.</summary>
    public static async Task<Outcome<Done>> SignOut(Asked asked, SessionToken token, SigningIn signingIn, HttpContext context)
    {
        context.Response.Cookies.Delete(SessionToken.Cookie);
        return (await signingIn.Out(asked, [token.Session], context.RequestAborted)).With(new Done());
    }

    /// <summary>Changes one's own password; one's other sessions end.</summary>
    public static async Task<Outcome<Done>> ChangePassword(
        PasswordWish wish,
        Asked asked,
        SigningIn signingIn,
        KnownPasswords knownPasswords,
        Known known,
        HttpContext context
    )
    {
        if (wish?.Old is not { Length: > 0 and <= Passwords.Longest } old)
            return Problem.Bad("$.old: the password until now");
        var account = known.Of<AccountsKnown>().Find(asked.Account)!;
        if (knownPasswords.Against(wish.Password, [account.Name, AccountOwner.Of(account, known).Person]) is { } weak)
            return weak;
        if (wish.Password == old)
            return new Problem("password.same", []);
        return (await signingIn.ChangeOwn(asked, old, wish.Password!, context, context.RequestAborted)).With(new Done());
    }

    /// <summary>The session's cookie: no script reads it, no other site sends it. It outlives the session, whose end the server says: an incident may carry it on.</summary>
    internal static void SetCookie(HttpContext context, SessionToken token) =>
        context.Response.Cookies.Append(
            SessionToken.Cookie,
            token.ToString(),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                MaxAge = Account.LongestCarried,
                Path = "/",
                IsEssential = true,
            }
        );

    private static ListOf<string> Permissions(AccountKnown account, Reach reach) =>
        ListOf.From(
            Permission
                .All.Where(permission => account.Grants.Max(grant => (Reach?)permission.Of(grant.Role)) == reach)
                .Select(permission => permission.Name)
                .Order(StringComparer.Ordinal)
        );

    private static SessionShown Shown(
        AccountKnown account,
        SessionToken token,
        Session session,
        DeviceKeys deviceKeys,
        SecondFactors factors,
        bool carried,
        Known known
    ) =>
        new(
            null,
            account.Id,
            account.Name,
            account.Contact?.Person,
            AccountOwner.Of(account, known).Phone,
            ListOf.From(account.Grants.Select(grant => grant.Role)),
            ListOf.From(account.Grants.Select(grant => grant.Scope)),
            account.Member,
            session.Until,
            SessionEnds.Latest(session),
            carried,
            session.On,
            token.Antiforgery,
            deviceKeys.Of(account.Id),
            deviceKeys.LockRequired,
            Permissions(account, Reach.Scope),
            Permissions(account, Reach.Assigned),
            account.State.Reset is { } reset ? new(known.Of<AccountsKnown>().Find(reset.By.Account)?.Name, reset.By.Role, reset.At) : null,
            factors.Shown(account)
        );
}
