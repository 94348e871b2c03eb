using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Identity;

/// <summary>An account that has just signed in, with its session, known at a position.</summary>
public sealed record Entered(AccountKnown Account, SessionToken Token, Session Session, Position At);

/// <summary>Compares passwords, counts wrong ones, begins and ends sessions. What it writes is known to this node's view before it answers.</summary>
public sealed class SigningIn(Folding folding, Sending sending, ISealing sealing, Passwords passwords, WrongPasswords wrong, KnownDevice devices, Clock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The account with its new session, or the problem and, for a locked account, how long to wait. A retry begins another session: the secret of the first is kept nowhere. A device the account has signed in on before has tries of its own: strangers cannot lock it out.</summary>
    public async Task<(Entered? Entered, Problem? Problem, TimeSpan? Wait)> In(string name, string password, HttpContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (id, now) = (sealing.Account(name), clock.Now(Entities.Live));
        var (counted, known) = devices.Of(context.Request, id);
        var from = From(context);
        // Before a try counts, all is known that the journal holds: a password is wrong only for who knows the right one.
        var account = (await folding.Newest(stop)).Of<AccountsKnown>().Find(id);
        if (!known && account?.State.LockedUntil is { } locked && locked > now) return Locked(locked, now);
        if (wrong.Try(counted, now, out var left) is { } free) return Locked(free, now);
        var kept = account is { State.Closed: false } ? account.State.Password : null;
        var compared = await passwords.Compare(kept, password, from, stop);
        if (compared.Crowded) return (null, Crowded, Passwords.Pause);
        if (!compared.Fits)
        {
            if (left > 0) return (null, Wrong(left), null);
            if (account is not null && !known) await Command(id, new LockAccount(now + WrongPasswords.Within, now), stop);
            return Locked(now + WrongPasswords.Within, now);
        }
        wrong.Clear(counted);
        // Not stored now, it is tried at the next time.
        if (compared.Renewed is { } renewed) await Command(id, new RenewPasswordHash(kept!, renewed, now), stop);
        var token = SessionToken.Draw(new SessionId(clock.NewId()));
        var until = now + Renewal.Lasts;
        var (on, device) = Devices.Of(context.Request);
        var sent = await Command(id, new SignIn(token.Session, token.Hash, until, now, known, on, device), stop);
        if (sent.Accepted) devices.Remember(context, id);
        return sent.Accepted ? (new Entered(account!, token, new Session(token.Hash, now, until, now, on, device), sent.Position), null, null) : (null, sent.Problem, sent.RetryAfter);
    }

    public Task<Sent> Out(Asked asked, SessionToken token, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(token);
        return Command(asked.Account, new SignOut(token.Session, asked.Now), stop);
    }

    /// <summary>Ends sessions of the own account on other devices.</summary>
    public async Task<Sent> Out(Asked asked, IEnumerable<SessionId> sessions, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(sessions);
        var sent = new Sent(folding.Now.At);
        foreach (var session in sessions)
            if (sent.Accepted) sent = await sending.Send(asked.Account.Key, Entities.Account(asked.Account), new SignOut(session, asked.Now), Derived.Id(asked.CommandId, session.ToString()), asked.Digest, asked.Now, stop: stop);
        return await Seen(sent, stop);
    }

    /// <summary>The own password: the old one must fit and is counted like a try to sign in.</summary>
    public async Task<Sent> ChangeOwn(Asked asked, string old, string password, HttpContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (wrong.Try(asked.Account, asked.Now, out var left) is { } free) return new(Position.Start, LockedUntil(free));
        var account = folding.Now.Of<AccountsKnown>().Find(asked.Account)!;
        var compared = await passwords.Compare(account.State.Password, old, From(context), stop);
        if (!compared.Fits) return new(Position.Start, compared.Crowded ? Crowded : Wrong(left));
        wrong.Clear(asked.Account);
        return await Set(account, passwords.Hash(password), asked, asked.By(asked.Grants[0].Role), asked.Session, reset: false, stop);
    }

    /// <summary>Sets a password and ends the account's sessions, except <paramref name="kept"/>.</summary>
    /// <param name="password">The hasher's text.</param>
    /// <param name="reset">Set by somebody else than its owner.</param>
    public async Task<Sent> Set(AccountKnown account, string password, Asked asked, By by, SessionId? kept, bool reset, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(asked);
        var sent = await sending.Send(asked.Account.Key, Entities.Account(account.Id), new ChangePassword(password, by, asked.Now, reset), asked.CommandId, asked.Digest, asked.Now, stop: stop);
        foreach (var session in account.State.Sessions.Keys.Where(session => session != kept))
            if (sent.Accepted) sent = await sending.Send(asked.Account.Key, Entities.Account(account.Id), new SignOut(session, asked.Now), Derived.Id(asked.CommandId, session.ToString()), asked.Digest, asked.Now, stop: stop);
        return await Seen(sent, stop);
    }

    private async Task<Sent> Command(AccountId id, AccountCommand command, CancellationToken stop) =>
        await Seen(await sending.Send(id.Key, Entities.Account(id), command, clock.NewId(), "", clock.Now(Entities.Live), stop: stop), stop);

    /// <summary>The next request of the same asker must find what this one wrote.</summary>
    public async Task<Sent> Seen(Sent sent, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sent);
        if (sent.Accepted) await folding.At(sent.Position, Patience, stop);
        return sent;
    }

    private static Problem Crowded => new("session.crowded", []);

    private static string From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static (Entered?, Problem?, TimeSpan?) Locked(DateTimeOffset until, DateTimeOffset now) => (null, LockedUntil(until), until - now);

    private static Problem Wrong(int left) => new("session.wrong-password", [left.ToString(CultureInfo.InvariantCulture)]);

    private static Problem LockedUntil(DateTimeOffset until) => new("session.locked", [until.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)]);
}
