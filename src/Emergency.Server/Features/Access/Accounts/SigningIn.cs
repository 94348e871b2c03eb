using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>An account that has just signed in, with its session, known at a position.</summary>
internal sealed record Entered(AccountKnown Account, SessionToken Token, Session Session, Position At);

/// <summary>
/// Compares passwords, counts wrong ones, begins and ends sessions. This node's view has folded all written events of the account before
/// the answer. Sessions lie in a table and are no events.
/// </summary>
internal sealed class SigningIn(
    Folding folding,
    Sending sending,
    OpenSessions sessions,
    ISealing sealing,
    Passwords passwords,
    WrongPasswords wrong,
    SamePassword same,
    KnownDevice devices,
    SecondFactors factors,
    PasskeyCeremonies passkeys,
    Clock clock
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Signs in: returns the account with its new session, or the problem and, for a locked account, the time to wait. A retry begins
    /// another session, because the secret of the first is stored nowhere. A known device of the account has tries of its own, so that
    /// strangers cannot lock it out.
    /// </summary>
    public async Task<(Entered? Entered, Problem? Problem, TimeSpan? Wait)> In(
        string name,
        string password,
        string? code,
        PasskeyAnswer? passkey,
        HttpContext context,
        CancellationToken stop
    )
    {
        var tried = await Try(name, password, context, stop);
        if (tried.Problem is not null)
            return (null, tried.Problem, tried.Wait);
        var (account, now) = (tried.Account, tried.Now);
        var factor = tried.Compared.Fits ? account!.State.Factor : null;
        // A right password without a code is no try. Wrong codes count, so codes are guessed as seldom as passwords.
        if (factor is not null && string.IsNullOrWhiteSpace(code) && passkey is null)
        {
            wrong.TakeBack(tried.Counted);
            return (null, CodeNeeded(account!), null);
        }
        AccountCommand? proof =
            factor is null ? null
            : passkey is not null ? await passkeys.Proof(account!, passkey, now, context)
            : factors.Proof(account!, code!, now);
        if (!tried.Compared.Fits || (factor is not null && proof is null))
            return await Missed(tried, stop);
        if (proof is not null && (await Command(tried.Id, proof, stop)).Problem is { } used)
            return (null, used, null);
        wrong.Clear(tried.Counted);
        // A renewed hash that cannot be stored is renewed again at the next sign-in.
        if (tried.Compared.Renewed is { } renewed)
            await Command(tried.Id, new RenewPasswordHash(account!.State.Password!, renewed, now), stop);
        var (entered, problem) = await Begin(tried.Id, tried.Known, context, stop);
        return (entered, problem, null);
    }

    /// <summary>Options for the account's passkeys, if the password fits; wrong ones count as in <see cref="In"/>.</summary>
    public async Task<(PasskeyQuestion? Question, Problem? Problem, TimeSpan? Wait)> Ask(
        string name,
        string password,
        HttpContext context,
        CancellationToken stop
    )
    {
        var tried = await Try(name, password, context, stop);
        if (tried.Problem is not null)
            return (null, tried.Problem, tried.Wait);
        if (!tried.Compared.Fits)
        {
            var (_, problem, wait) = await Missed(tried, stop);
            return (null, problem, wait);
        }
        wrong.TakeBack(tried.Counted);
        return tried.Account!.State.Passkeys.IsEmpty
            ? (null, Problem.Of(Account.PasskeyUnknown), null)
            : (await passkeys.Ask(tried.Account, tried.Now, context), null, null);
    }

    /// <summary>A password that was compared, or the reason why it was not.</summary>
    /// <param name="Counted">Key under which the try counts.</param>
    /// <param name="Known">The account has signed in on this device before.</param>
    /// <param name="Left">Tries left after this one.</param>
    private sealed record Tried(
        AccountId Id,
        AccountKnown? Account,
        AccountId Counted,
        bool Known,
        DateTimeOffset Now,
        int Left,
        Compared Compared,
        Problem? Problem = null,
        TimeSpan? Wait = null
    );

    private async Task<Tried> Try(string name, string password, HttpContext context, CancellationToken stop)
    {
        var (id, now) = (sealing.Account(name), clock.Now(Entities.Live));
        var (counted, known) = devices.Of(context.Request, id);
        // The newest journal is folded before a try counts: a new password must not be refused as wrong.
        var account = (await folding.Newest(stop)).Of<AccountsKnown>().Find(id);
        var tried = new Tried(id, account, counted, known, now, 0, new(false));
        if (!known && account?.State.LockedUntil is { } locked && locked > now)
            return tried with { Problem = LockedUntil(locked), Wait = locked - now };
        // A server that is just being set up has no accounts yet, so no password can be wrong.
        if (folding.Now.Of<AccountsKnown>().Accounts.IsEmpty)
            return tried with { Problem = Nobody, Wait = Passwords.Pause };
        var from = From(context);
        if (!known && same.Refused(from, password, id, now) is { } held)
            return tried with { Problem = LockedUntil(held), Wait = held - now };
        if (wrong.Try(counted, now, out var left) is { } free)
            return tried with { Problem = LockedUntil(free), Wait = free - now };
        var kept = account is { State.Closed: false } ? account.State.Password : null;
        var compared = await passwords.Compare(kept, password, from, stop);
        if (!known && !compared.Crowded && !compared.Fits)
            same.Failed(from, password, id, now);
        return compared.Crowded
            ? tried with
            {
                Problem = Crowded,
                Wait = Passwords.Pause,
            }
            : tried with
            {
                Left = left,
                Compared = compared,
            };
    }

    // Answers a wrong password, or a wrong code beside a right password; the last try locks.
    private async Task<(Entered?, Problem?, TimeSpan?)> Missed(Tried tried, CancellationToken stop)
    {
        if (tried.Left > 0)
            return (null, tried.Compared.Fits ? WrongCode(tried.Left) : Wrong(tried.Left), null);
        var until = tried.Now + WrongPasswords.Within;
        if (tried.Account is not null && !tried.Known)
            await Command(tried.Id, new LockAccount(until, tried.Now), stop);
        return (null, LockedUntil(until), WrongPasswords.Within);
    }

    /// <summary>
    /// Proves the password and a code or a passkey for an act on one's own account, and uses up the code or the answer. Null where both
    /// fit, otherwise the problem. A session has five tries of its own.
    /// </summary>
    public async Task<Problem?> Proves(
        AccountKnown account,
        FactorProof given,
        DateTimeOffset now,
        HttpContext context,
        CancellationToken stop
    )
    {
        AccountCommand? proof = given.Passkey is { } answer ? await passkeys.Proof(account, answer, now, context) : null;
        bool Fits() => (given.Passkey is null ? proof = factors.Proof(account, given.Code!, now) : proof) is not null;
        return await Proves(account, given.Password!, Fits, now, context, stop) ?? (await Command(account.Id, proof!, stop)).Problem;
    }

    /// <summary>
    /// Proves like <see cref="Proves(AccountKnown, FactorProof, DateTimeOffset, HttpContext, CancellationToken)"/>; the caller checks the
    /// code.
    /// </summary>
    public async Task<Problem?> Proves(
        AccountKnown account,
        string password,
        Func<bool> code,
        DateTimeOffset now,
        HttpContext context,
        CancellationToken stop
    )
    {
        var counted = OfSession(account.Id, context.Features.Get<Asked>()?.Session);
        if (wrong.Try(counted, now, out var left) is { } free)
            return LockedUntil(free);
        var compared = await passwords.Compare(account.State.Password, password, From(context), stop);
        if (!compared.Fits)
            return compared.Crowded ? Crowded : Wrong(left);
        if (!code())
            return WrongCode(left);
        wrong.Clear(counted);
        return null;
    }

    /// <summary>
    /// Proves the code that a link needs where the account has a second factor. Null where it fits or none is needed, otherwise the
    /// problem.
    /// </summary>
    public async Task<Problem?> ProvesByLink(AccountKnown account, string? code, CancellationToken stop)
    {
        if (account.State.Factor is null)
            return null;
        if (string.IsNullOrWhiteSpace(code))
            return CodeNeeded(account);
        if (wrong.Try(OfLink(account.Id), Now, out var left) is { } free)
            return LockedUntil(free);
        return factors.Proof(account, code, Now) is { } proof ? (await Command(account.Id, proof, stop)).Problem : WrongCode(left);
    }

    /// <summary>
    /// Accepts a password that the owner has chosen by a link: all sessions with the old one end, and a new session begins here.
    /// </summary>
    public async Task<(Entered? Entered, Problem? Problem)> ByLink(
        AccountId id,
        AcceptInvitation accepts,
        HttpContext context,
        CancellationToken stop
    )
    {
        var sent = await Command(id, accepts, stop);
        if (!sent.Accepted)
            return (null, sent.Problem);
        wrong.Clear(id);
        wrong.Clear(OfLink(id));
        await sessions.EndAll(id, null, Now, stop);
        return await Begin(id, true, context, stop);
    }

    /// <summary>Begins a session for an account that an external issuer has authenticated, as after a right password.</summary>
    public Task<(Entered? Entered, Problem? Problem)> Outside(AccountId id, HttpContext context, CancellationToken stop) =>
        Begin(id, devices.Of(context.Request, id).Known, context, stop);

    /// <summary>Separate count of tries for a session; links have one too, so that strangers' wrong passwords hinder neither.</summary>
    private static AccountId OfSession(AccountId account, SessionId? session) => new($"{account.Key} in {session}");

    private static AccountId OfLink(AccountId account) => new($"{account.Key} by a link");

    /// <summary>Forgets the wrong passwords of an account.</summary>
    public void Forgive(AccountId id) => wrong.Clear(id);

    /// <param name="known">The lock by strangers' wrong passwords does not apply here.</param>
    private async Task<(Entered? Entered, Problem? Problem)> Begin(AccountId id, bool known, HttpContext context, CancellationToken stop)
    {
        var (token, now) = (SessionToken.Draw(new SessionId(clock.NewId())), clock.Now(Entities.Live));
        var (on, device) = Devices.Of(context.Request);
        // The account may have been locked or closed while the password was compared.
        var begins = new SignIn(token.Session, token.Hash, now + Renewal.Lasts, now, known, on, device);
        var account = folding.Now.Of<AccountsKnown>().Find(id)!;
        if (Account.Decide(account.State, begins) is Decision.Rejected not)
            return (null, new Problem(not.Rejection.Code.Text, not.Rejection.Arguments));
        await EndOfBrowser(context.Request, now, stop);
        var session = new Session(token.Hash, now, now + Renewal.Lasts, now, on, device);
        await sessions.Begin(new(token.Session, id, session), stop);
        devices.Remember(context, id);
        return (new Entered(account, token, session, folding.Now.At), null);
    }

    /// <summary>
    /// Ends the session whose cookie is now replaced, whoever's it was, because a browser has one session (ASVS 7.2.4). Programs use
    /// tokens, of which they may have several, whatever cookies they keep.
    /// </summary>
    private async Task EndOfBrowser(HttpRequest request, DateTimeOffset now, CancellationToken stop)
    {
        if (
            Origins.OfPage(request)
            && SessionToken.Parse(request.Cookies[SessionToken.Cookie]) is { } before
            && await sessions.Find(before.Session, stop) is { } session
            && before.Fits(session.State.TokenHash)
        )
            await sessions.End(session.Account, [before.Session], now, stop);
    }

    /// <summary>Ends sessions of one's own account; sessions of other accounts are left alone.</summary>
    public async Task<Sent> Out(Asked asked, IReadOnlyCollection<SessionId> which, CancellationToken stop)
    {
        await sessions.End(asked.Account, which, Now, stop);
        return new(folding.Now.At);
    }

    /// <summary>Ends all sessions of one's own account but the asking one.</summary>
    public async Task<Sent> OutElsewhere(Asked asked, CancellationToken stop)
    {
        await sessions.EndAll(asked.Account, asked.Session, Now, stop);
        return new(folding.Now.At);
    }

    /// <summary>Changes one's own password: the old one must fit, and a session has five tries of its own.</summary>
    public async Task<Sent> ChangeOwn(Asked asked, string old, string password, HttpContext context, CancellationToken stop)
    {
        var counted = OfSession(asked.Account, asked.Session);
        if (wrong.Try(counted, asked.Now, out var left) is { } free)
            return new(Position.Start, LockedUntil(free));
        var account = folding.Now.Of<AccountsKnown>().Find(asked.Account)!;
        var compared = await passwords.Compare(account.State.Password, old, From(context), stop);
        if (!compared.Fits)
            return new(Position.Start, compared.Crowded ? Crowded : Wrong(left));
        wrong.Clear(counted);
        return await Set(account, passwords.Hash(password), asked, asked.By(asked.Grants[0].Role), asked.Session, reset: false, stop);
    }

    /// <summary>Sets a password and ends the account's sessions, except <paramref name="kept"/>.</summary>
    /// <param name="password">The hasher's text.</param>
    /// <param name="reset">Somebody other than the owner sets it.</param>
    public async Task<Sent> Set(
        AccountKnown account,
        string password,
        Asked asked,
        By by,
        SessionId? kept,
        bool reset,
        CancellationToken stop
    )
    {
        var sent = await sending.Send(
            asked.Account.Key,
            Entities.Account(account.Id),
            new ChangePassword(password, by, asked.Now, reset),
            asked.CommandId,
            asked.Digest,
            asked.Now,
            stop: stop
        );
        if (sent.Accepted)
            await sessions.EndAll(account.Id, kept, Now, stop);
        return await Seen(sent, stop);
    }

    private async Task<Sent> Command(AccountId id, AccountCommand command, CancellationToken stop) =>
        await Seen(
            await sending.Send(id.Key, Entities.Account(id), command, clock.NewId(), "", clock.Now(Entities.Live), stop: stop),
            stop
        );

    /// <summary>Waits until this node has folded an accepted command, so that the asker's next request finds it.</summary>
    public async Task<Sent> Seen(Sent sent, CancellationToken stop)
    {
        if (sent.Accepted)
            await folding.At(sent.Position, Patience, stop);
        return sent;
    }

    private DateTimeOffset Now => clock.Now(Entities.Live);

    private static Problem Nobody => new("session.nobody", []);

    private static Problem Crowded => new("session.crowded", []);

    internal static string From(HttpContext context) => CameFrom.Of(context);

    private static Problem Wrong(int left) => new("session.wrong-password", [left.ToString(CultureInfo.InvariantCulture)]);

    // Names the possible proofs, so that a page offers only those.
    private static Problem CodeNeeded(AccountKnown account) =>
        new(
            "session.code-needed",
            account.State.Passkeys.IsEmpty ? []
                : account.State.Factor?.Secret is null ? ["passkey"]
                : ["passkey", "code"]
        );

    private static Problem WrongCode(int left) => new("session.wrong-code", [left.ToString(CultureInfo.InvariantCulture)]);

    private static Problem LockedUntil(DateTimeOffset until) =>
        new("session.locked", [until.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)]);
}
