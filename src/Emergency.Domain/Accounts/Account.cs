using System.Collections.Immutable;
using Emergency.Domain.Places;

namespace Emergency.Domain.Accounts;

/// <summary>Who signs in (kind "account", key = HMAC of the folded name). Name and phone are sealed; the password is the hasher's text; sessions hold the SHA-256 of their token, never the token.</summary>
public sealed record Account(bool Exists, bool Closed, Sealed? Contact, string? Password, ListOf<Grant> Grants, MemberBinding? Member, ImmutableDictionary<SessionId, Session> Sessions, DateTimeOffset? LockedUntil)
{
    public static readonly Code Taken = new("account.taken"), Unknown = new("account.unknown"), Shut = new("account.closed"), Locked = new("account.locked"), SessionOver = new("account.session-over"), NoGrant = new("account.no-grant");
    public static readonly Account None = new(false, false, null, null, [], null, ImmutableDictionary<SessionId, Session>.Empty, null);
}

/// <summary>One role in one scope.</summary>
public sealed record Grant(Role Role, Scope Scope);
/// <summary>The team member an account stands for.</summary>
public sealed record MemberBinding(string Community, MemberId Member);
public sealed record Session(string TokenHash, DateTimeOffset Since, DateTimeOffset Until);

public abstract record AccountCommand : Command;
public sealed record AddAccount(Sealed Contact, string Password, ListOf<Grant> Grants, MemberBinding? Member, By By, DateTimeOffset At) : AccountCommand;
public sealed record ChangePassword(string Password, By By, DateTimeOffset At) : AccountCommand;
public sealed record ChangeGrants(ListOf<Grant> Grants, MemberBinding? Member, By By, DateTimeOffset At) : AccountCommand;
public sealed record CloseAccount(By By, DateTimeOffset At) : AccountCommand;
public sealed record SignIn(SessionId Session, string TokenHash, DateTimeOffset Until, DateTimeOffset At) : AccountCommand;
public sealed record RenewSession(SessionId Session, DateTimeOffset Until, DateTimeOffset At) : AccountCommand;
public sealed record SignOut(SessionId Session, DateTimeOffset At) : AccountCommand;
/// <summary>After 5 wrong passwords within 15 minutes.</summary>
public sealed record LockAccount(DateTimeOffset Until, DateTimeOffset At) : AccountCommand;

public abstract record AccountEvent : Event;
public sealed record AccountAdded(Sealed Contact, string Password, ListOf<Grant> Grants, MemberBinding? Member, By By, DateTimeOffset At) : AccountEvent;
public sealed record PasswordChanged(string Password, By By, DateTimeOffset At) : AccountEvent;
public sealed record GrantsChanged(ListOf<Grant> Grants, MemberBinding? Member, By By, DateTimeOffset At) : AccountEvent;
public sealed record AccountClosed(By By, DateTimeOffset At) : AccountEvent;
public sealed record SignedIn(SessionId Session, string TokenHash, DateTimeOffset Until, DateTimeOffset At) : AccountEvent;
public sealed record SessionRenewed(SessionId Session, DateTimeOffset Until, DateTimeOffset At) : AccountEvent;
public sealed record SignedOut(SessionId Session, DateTimeOffset At) : AccountEvent;
public sealed record AccountLocked(DateTimeOffset Until, DateTimeOffset At) : AccountEvent;
