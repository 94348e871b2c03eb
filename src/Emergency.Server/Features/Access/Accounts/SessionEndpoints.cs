using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>The signed-in account and its rights, in the order of the account's grants: the n-th role has the n-th scope.</summary>
/// <param name="Token">Token for programs (Authorization: Bearer). It is only in the answer to signing in, and never sent to a page, whose session lies in a cookie that no script can access.</param>
/// <param name="Account">The account's key, as in "me/{account}".</param>
/// <param name="Phone">Phone of the owner, from the account or from its team member.</param>
/// <param name="ExpiresAt">Time at which the session ends if nobody uses it.</param>
/// <param name="LatestAt">Time at which the session ends even if it is used; one must sign in again before.</param>
/// <param name="Carried">The session is past its end, but an incident of its place is running: it ends with that.</param>
/// <param name="On">A desk or a phone; null for a session of an earlier version, which did not record it.</param>
/// <param name="Reset">Present only while a password holds that somebody else has set.</param>
/// <param name="Factor">The account's second factor; null where there is none and none is required.</param>
/// <param name="Antiforgery">Text that a page must send in X-Antiforgery with every unsafe verb.</param>
/// <param name="DeviceKey">Key that opens the lock of the data on this account's phone, as long as the session holds; 32 bytes as base64url. No page stores it.</param>
/// <param name="LockRequired">A phone stores data only under a lock that its owner has set: the installation's setting phone-lock.</param>
/// <param name="May">Names of the permissions that one of the roles has in its whole scope.</param>
/// <param name="MayAssigned">Names of the permissions that hold only for incidents and tasks that the account is alerted or assigned to.</param>
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

/// <summary>A password that somebody else has set: until the owner has chosen one, the account can do nothing else.</summary>
/// <param name="Account">Sign-in name of the account that has set it; null where it is no longer known.</param>
internal sealed record ResetShown(string? Account, Role Role, DateTimeOffset At);

/// <summary>Name and password.</summary>
/// <param name="Code">Code of the account's second factor, where it has one: six digits of the authenticator, or a recovery code.</param>
/// <param name="Passkey">Answer of one of its passkeys to POST /session/passkeys/ask, in place of a code.</param>
internal sealed record SessionWish(string? Account, string? Password, string? Code = null, PasskeyAnswer? Passkey = null);

/// <summary>New password for the asker's own account, with the old one as proof.</summary>
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

    /// <summary>Signs in: sets the session's cookie for pages and answers a token for programs. A session ends after 12 hours without use, a desk's after 24 hours, a phone's after 30 days, but none while an incident of its place is running. Five wrong passwords or codes within 15 minutes lock the account for 15 minutes.</summary>
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

    /// <summary>Sets the cookie of a session that has just begun and shows the signed-in account.</summary>
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

    /// <summary>Shows the signed-in account.</summary>
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

    /// <summary>Signs out at once, wherever this session is used.</summary>
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

    /// <summary>
    /// Sets the session's cookie: no script can access it, no other site can send it. It outlives the session, because an incident may
    /// prolong that; the server decides when the session ends.
    /// </summary>
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
