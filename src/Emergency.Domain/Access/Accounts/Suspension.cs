using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>Lock of an account until further notice, set by an account that manages others: a phone was lost, or something looks
/// wrong.</summary>
public sealed record Suspension(By By, DateTimeOffset At);

public sealed record SuspendAccount(By By, DateTimeOffset At) : AccountCommand;

/// <summary>Unlocks the account, also where wrong passwords had locked it.</summary>
public sealed record ResumeAccount(By By, DateTimeOffset At) : AccountCommand;

/// <summary>Keeps the last remaining operator while another one is about to be closed, locked or relieved: this account stays an operator
/// until then, however many such acts come at the same moment.</summary>
public sealed record KeepOperator(DateTimeOffset Until, DateTimeOffset At) : AccountCommand;

[Stored("account.suspended.v1")]
public sealed record AccountSuspended(By By, DateTimeOffset At) : AccountEvent;

[Stored("account.resumed.v1")]
public sealed record AccountResumed(By By, DateTimeOffset At) : AccountEvent;

[Stored("account.operator-kept.v1")]
public sealed record OperatorKept(DateTimeOffset Until, DateTimeOffset At) : AccountEvent;

public sealed partial record Account
{
    public static readonly Code ShutOut = new("account.suspended"),
        LastOperator = new("account.last-operator");

    /// <summary>Lock in force; null where nobody has locked it. Wrong passwords lock it by <see cref="LockedUntil"/>.</summary>
    public Suspension? Suspended { get; init; }

    /// <summary>Time until which it must stay an operator's, open and unlocked; null where it need not.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>True when its owner can sign in and act as operator.</summary>
    public bool ActsAsOperator =>
        this is { Exists: true, Closed: false, Suspended: null, Password: not null } && Grants.Any(grant => grant.Role == Role.Operator);

    private static Decision Kept(Account state, KeepOperator c) =>
        !state.ActsAsOperator ? Reject(LastOperator)
        : state.KeptUntil >= c.Until ? Nothing
        : new OperatorKept(c.Until, c.At);

    private static Decision Suspend(Account state, SuspendAccount c) =>
        state.Suspended is not null ? Nothing
        : state.KeptUntil > c.At ? Reject(LastOperator)
        : new AccountSuspended(c.By, c.At);

    /// <summary>Tells whether this change takes away an operator role that must be kept.</summary>
    private static bool Relieves(Account state, ChangeGrants c) =>
        state.KeptUntil > c.At && state.Grants.Any(grant => grant.Role == Role.Operator && !c.Grants.Contains(grant));
}
