using System.Collections.Immutable;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>Account of a person who signs in (kind "account", key = HMAC of the folded name). Name and phone are sealed; the password is
/// the hasher's text. Sessions holds only those that versions before the table of sessions stored as events, with the SHA-256 of their
/// token, never the token; today's sessions follow the same rules.</summary>
public sealed partial record Account(
    bool Exists,
    bool Closed,
    Sealed? Contact,
    string? Password,
    ListOf<Grant> Grants,
    MemberBinding? Member,
    ImmutableDictionary<SessionId, Session> Sessions,
    DateTimeOffset? LockedUntil
)
{
    public static readonly Code Taken = new("account.taken"),
        Unknown = new("account.unknown"),
        Shut = new("account.closed"),
        Locked = new("account.locked"),
        SessionOver = new("account.session-over"),
        NoGrant = new("account.no-grant"),
        StillOpen = new("account.still-open");

    /// <summary>Account and time of a password set for the owner, who has not chosen one since; null where the owner chose it.</summary>
    public PasswordReset? Reset { get; init; }

    /// <summary>True when the owner's name and phone were destroyed; the sign-in name is never given again.</summary>
    public bool Erased { get; init; }
    public static readonly Account None = new(false, false, null, null, [], null, ImmutableDictionary<SessionId, Session>.Empty, null);
}

/// <summary>Role in one scope.</summary>
public sealed record Grant(Role Role, Scope Scope);

/// <summary>Binding of the account to the team member it stands for.</summary>
public sealed record MemberBinding(string Community, MemberId Member);

/// <summary>Password set by somebody else.</summary>
public sealed record PasswordReset(By By, DateTimeOffset At);

/// <summary>Signed-in session of one device.</summary>
/// <param name="Until">Time at which it ends unless it is used.</param>
/// <param name="Used">Time of its last use, to the hour.</param>
/// <param name="On">Null where it began before this was recorded.</param>
/// <param name="Device">Name the browser gives itself, such as "Chrome · Android"; null where it gave none.</param>
public sealed record Session(
    string TokenHash,
    DateTimeOffset Since,
    DateTimeOffset Until,
    DateTimeOffset Used,
    SessionOn? On = null,
    string? Device = null
);

/// <summary>Place of a session: a desk, which others pass by, or the owner's own phone.</summary>
public enum SessionOn
{
    Desk,
    Phone,
}

public abstract record AccountCommand : Command;

/// <param name="Password">Text of the hasher; null where the owner chooses one by a link.</param>
/// <param name="Reset">True when somebody else chose the password: the owner must choose another one first.</param>
public sealed record AddAccount(
    Sealed Contact,
    string? Password,
    ListOf<Grant> Grants,
    MemberBinding? Member,
    By By,
    DateTimeOffset At,
    bool Reset = false
) : AccountCommand;

/// <param name="Reset">True when somebody else set it: the owner must choose another one after signing in.</param>
public sealed record ChangePassword(string Password, By By, DateTimeOffset At, bool Reset = false) : AccountCommand;

public sealed record ChangeGrants(ListOf<Grant> Grants, MemberBinding? Member, By By, DateTimeOffset At) : AccountCommand;

public sealed record CloseAccount(By By, DateTimeOffset At) : AccountCommand;

/// <summary>Destroys the personal data of a closed account's owner.</summary>
/// <param name="Again">True when an erasure is repeated on a journal restored from a time before it, whatever the state of the account
/// there.</param>
public sealed record EraseAccount(ErasureBasis Basis, ListOf<Guid> Keys, By By, DateTimeOffset At, bool Again = false) : AccountCommand;

/// <summary>Stores the same password under a newer hash. Does nothing if the password was changed meanwhile: then <paramref name="Old"/> is
/// no longer the stored one.</summary>
public sealed record RenewPasswordHash(string Old, string Password, DateTimeOffset At) : AccountCommand;

public sealed record SignIn(
    SessionId Session,
    string TokenHash,
    DateTimeOffset Until,
    DateTimeOffset At,
    bool KnownDevice = false,
    SessionOn? On = null,
    string? Device = null
) : AccountCommand;

public sealed record RenewSession(SessionId Session, DateTimeOffset Until, DateTimeOffset At) : AccountCommand;

/// <param name="By">Account that ended somebody else's session, which is stored wherever the session itself lies; null where the owner
/// signed out.</param>
public sealed record SignOut(SessionId Session, DateTimeOffset At, By? By = null) : AccountCommand;

/// <summary>Locks the account after 5 wrong passwords within 15 minutes.</summary>
public sealed record LockAccount(DateTimeOffset Until, DateTimeOffset At) : AccountCommand;

public abstract record AccountEvent : Event;

/// <param name="Password">Null where the owner chooses one by a link.</param>
/// <param name="Reset">True where somebody else chose it; null for all that was stored before this was noted.</param>
[Stored("account.added.v1")]
public sealed record AccountAdded(
    Sealed Contact,
    string? Password,
    ListOf<Grant> Grants,
    MemberBinding? Member,
    By By,
    DateTimeOffset At,
    bool? Reset = null
) : AccountEvent;

/// <param name="Reset">True where somebody else set it; null for all that was stored before this was noted.</param>
[Stored("account.password-changed.v1")]
public sealed record PasswordChanged(string Password, By By, DateTimeOffset At, bool? Reset = null) : AccountEvent;

[Stored("account.grants-changed.v1")]
public sealed record GrantsChanged(ListOf<Grant> Grants, MemberBinding? Member, By By, DateTimeOffset At) : AccountEvent;

[Stored("account.closed.v1")]
public sealed record AccountClosed(By By, DateTimeOffset At) : AccountEvent;

[Stored("account.erased.v1")]
public sealed record AccountErased(ErasureBasis Basis, ListOf<Guid> Keys, By By, DateTimeOffset At) : AccountEvent, IErasure
{
    public Guid Subject => Keys[0];
}

[Stored("account.password-hash-renewed.v1")]
public sealed record PasswordHashRenewed(string Password, DateTimeOffset At) : AccountEvent;

[Stored("account.signed-in.v1")]
public sealed record SignedIn(
    SessionId Session,
    string TokenHash,
    DateTimeOffset Until,
    DateTimeOffset At,
    SessionOn? On = null,
    string? Device = null
) : AccountEvent;

[Stored("account.session-renewed.v1")]
public sealed record SessionRenewed(SessionId Session, DateTimeOffset Until, DateTimeOffset At) : AccountEvent;

[Stored("account.signed-out.v1")]
public sealed record SignedOut(SessionId Session, DateTimeOffset At, By? By = null) : AccountEvent;

[Stored("account.locked.v1")]
public sealed record AccountLocked(DateTimeOffset Until, DateTimeOffset At) : AccountEvent;

public sealed partial record Account
{
    /// <summary>Longest time after its last use for which an incident carries a session on.</summary>
    public static readonly TimeSpan LongestCarried = TimeSpan.FromDays(30);

    /// <summary>Time for which a link opens; also the time, after somebody has agreed to another password, in which a link can be
    /// made.</summary>
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromHours(72);

    public static Decision Decide(Account state, Command command) =>
        command switch
        {
            AddAccount c
                when state is { Exists: true, Closed: false }
                    && (c.Contact, c.Password, c.Grants, c.Member) == (state.Contact, state.Password, state.Grants, state.Member) =>
                Nothing,
            AddAccount when state.Exists || state.Erased => Reject(Taken),
            EraseAccount when state.Erased => Nothing,
            EraseAccount { Again: true } c => new AccountErased(c.Basis, c.Keys, c.By, c.At),
            AddAccount { Grants.Count: 0 } => Reject(NoGrant),
            AddAccount c => new AccountAdded(c.Contact, c.Password, c.Grants, c.Member, c.By, c.At, c.Reset ? true : null),
            AccountCommand when !state.Exists => Reject(Unknown),
            EraseAccount c => state.Closed ? new AccountErased(c.Basis, c.Keys, c.By, c.At) : Reject(StillOpen),
            CloseAccount when state.Closed => Nothing,
            CloseAccount c when state.KeptUntil > c.At => Reject(LastOperator),
            CloseAccount c => new AccountClosed(c.By, c.At),
            SignOut c => c.By is not null || state.Sessions.ContainsKey(c.Session) ? new SignedOut(c.Session, c.At, c.By) : Nothing,
            AccountCommand when state.Closed => Reject(Shut),
            ChangePassword c => c.Password == state.Password ? Nothing : new PasswordChanged(c.Password, c.By, c.At, c.Reset ? true : null),
            RenewPasswordHash c => c.Old == state.Password ? new PasswordHashRenewed(c.Password, c.At) : Nothing,
            ChangeGrants { Grants.Count: 0 } => Reject(NoGrant),
            ChangeGrants c when Relieves(state, c) => Reject(LastOperator),
            ChangeGrants c => c.Grants == state.Grants && c.Member == state.Member
                ? Nothing
                : new GrantsChanged(c.Grants, c.Member, c.By, c.At),
            AllowInvitation c => new InvitationAllowed(c.By, c.At),
            Invite c => Made(state, c),
            AcceptInvitation c => Accepted(state, c),
            SuspendAccount c => Suspend(state, c),
            ResumeAccount c => state is { Suspended: null, LockedUntil: null } ? Nothing : new AccountResumed(c.By, c.At),
            KeepOperator c => Kept(state, c),
            EnrolSecondFactor c => Enrolled(state, c),
            UseCode c => Proved(state, c),
            UseRecoveryCode c => Recovered(state, c),
            RenewRecoveryCodes c => Renewed(state, c),
            AddPasskey c => Added(state, c),
            UsePasskey c => Used(state, c),
            RemovePasskey c => Removed(state, c),
            RemoveSecondFactor c => state.Factor is null ? Nothing : new SecondFactorRemoved(c.By, c.At),
            SubscribePush c => Subscribe(state, c),
            UnsubscribePush c => state.Pushes.ContainsKey(c.Device) ? new PushUnsubscribed(c.Device, c.Cause, c.At) : Nothing,
            SetNotices { Notices.HasGoodHours: false } => Reject(BadQuiet),
            SetNotices { Notices.HasGoodFirst: false } => Reject(BadFirst),
            SetNotices c => c.Notices == state.Notices ? Nothing : new NoticesSet(c.Notices, c.By, c.At),
            SignIn c when state.Sessions.ContainsKey(c.Session) => Nothing,
            SignIn when state.Suspended is not null => Reject(ShutOut),
            SignIn c when state.LockedUntil > c.At && !c.KnownDevice => Reject(Locked, Instant(state.LockedUntil.Value)),
            SignIn c => new SignedIn(c.Session, c.TokenHash, c.Until, c.At, c.On, c.Device),
            RenewSession c => Renew(state.Sessions.GetValueOrDefault(c.Session), c),
            LockAccount c => state.LockedUntil >= c.Until ? Nothing : new AccountLocked(c.Until, c.At),
            _ => throw new Unforeseen(command),
        };

    private static Decision Renew(Session? known, RenewSession c) =>
        known is null ? Reject(SessionOver)
        : known.Until == c.Until ? Nothing
        : known.Until <= c.At ? Reject(SessionOver)
        : known.Until > c.Until ? Nothing // renewing never shortens
        : new SessionRenewed(c.Session, c.Until, c.At);

    public static Account Evolve(Account state, Event happened) =>
        happened switch
        {
            AccountAdded e => None with
            {
                Exists = true,
                Contact = e.Contact,
                Password = e.Password,
                Grants = e.Grants,
                Member = e.Member,
                Reset = e.Reset == true ? new(e.By, e.At) : null,
                Inviting = e.Password is null ? new(e.By, e.At) : null,
            },
            PasswordChanged e => state with
            {
                Password = e.Password,
                Reset = e.Reset == true ? new(e.By, e.At) : null,
                Inviting = null,
                Invitation = null,
            },
            InvitationAllowed e => state with { Inviting = new(e.By, e.At) },
            AccountInvited e => state with { Invitation = new(e.Hash, e.By, e.At, e.Until) },
            InvitationAccepted e => Chosen(state, e),
            AccountSuspended e => state with { Suspended = new(e.By, e.At), Sessions = None.Sessions },
            AccountResumed => state with { Suspended = null, LockedUntil = null },
            OperatorKept e => state with { KeptUntil = e.Until },
            SecondFactorEnrolled e => state with { Factor = new(e.Secret, e.Recovery, e.Step, e.At) },
            CodeUsed e => state with { Factor = Left(state.Factor, factor => factor with { Step = e.Step }) },
            RecoveryCodeUsed e => state with
            {
                Factor = Left(state.Factor, factor => factor with { Recovery = [.. factor.Recovery.Where(one => one != e.Hash)] }),
            },
            RecoveryCodesRenewed e => state with { Factor = Left(state.Factor, factor => factor with { Recovery = e.Recovery }) },
            SecondFactorRemoved => state with { Factor = null, Passkeys = None.Passkeys },
            PasskeyAdded e => With(state, e),
            PasskeyUsed e => With(state, e),
            PasskeyRemoved e => state with { Passkeys = state.Passkeys.Remove(e.Passkey) },
            PasswordHashRenewed e => state with { Password = e.Password },
            GrantsChanged e => state with { Grants = e.Grants, Member = e.Member },
            AccountClosed => state with { Closed = true, Sessions = None.Sessions, Inviting = null, Pushes = None.Pushes },
            PushSubscribed e => state with { Pushes = state.Pushes.SetItem(e.Device, new(e.Where, e.At)) },
            PushUnsubscribed e => state with { Pushes = state.Pushes.Remove(e.Device) },
            NoticesSet e => state with { Notices = e.Notices },
            AccountErased => state with
            {
                Erased = true,
                Closed = true,
                Contact = null,
                Password = null,
                Reset = null,
                Inviting = null,
                Invitation = null,
                Factor = null,
                Passkeys = None.Passkeys,
                Sessions = None.Sessions,
                Pushes = None.Pushes,
            },
            SignedIn e => state with
            {
                Sessions = Lasting(state, e.At).SetItem(e.Session, new(e.TokenHash, e.At, e.Until, e.At, e.On, e.Device)),
            },
            SessionRenewed e => state with
            {
                Sessions = state.Sessions.TryGetValue(e.Session, out var known)
                    ? state.Sessions.SetItem(e.Session, known with { Until = e.Until, Used = e.At })
                    : state.Sessions,
            },
            SignedOut e => state with { Sessions = state.Sessions.Remove(e.Session) },
            AccountLocked e => state with { LockedUntil = e.Until },
            _ => throw new Unforeseen(happened),
        };

    // Sessions that ran out long ago are dropped here, so that an account in use for years stays small. An incident can carry a session on
    // for a while.
    private static ImmutableDictionary<SessionId, Session> Lasting(Account state, DateTimeOffset now) =>
        state.Sessions.RemoveRange(state.Sessions.Where(one => one.Value.Until + LongestCarried <= now).Select(one => one.Key));
}
