using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>What an account's owner has beside the password: an authenticator that shows a code every 30 seconds (RFC 6238), passkeys, or both.</summary>
/// <param name="Secret">What the codes follow from, sealed under the account's own key; null where there are passkeys alone.</param>
/// <param name="Recovery">Keyed hashes of the recovery codes that are left: each signs in once where the authenticator is lost.</param>
/// <param name="Step">The 30 seconds of the code used last, counted from 1970: no code of it or before it is taken again.</param>
public sealed record SecondFactor(Sealed? Secret, ListOf<string> Recovery, long Step, DateTimeOffset Since);

/// <param name="Step">Of the code by which the owner has proved to have the secret.</param>
public sealed record EnrolSecondFactor(Sealed Secret, ListOf<string> Recovery, long Step, DateTimeOffset At) : AccountCommand;

/// <summary>A code of the authenticator was right.</summary>
public sealed record UseCode(long Step, DateTimeOffset At) : AccountCommand;

/// <param name="Hash">Keyed hash of the recovery code.</param>
public sealed record UseRecoveryCode(string Hash, DateTimeOffset At) : AccountCommand;

/// <summary>New recovery codes take the place of all that are left.</summary>
public sealed record RenewRecoveryCodes(ListOf<string> Recovery, DateTimeOffset At) : AccountCommand;

/// <param name="By">The owner, or an operator for somebody who has lost the authenticator.</param>
public sealed record RemoveSecondFactor(By By, DateTimeOffset At) : AccountCommand;

[Stored("account.second-factor-enrolled.v1")]
public sealed record SecondFactorEnrolled(Sealed Secret, ListOf<string> Recovery, long Step, DateTimeOffset At) : AccountEvent;

[Stored("account.code-used.v1")]
public sealed record CodeUsed(long Step, DateTimeOffset At) : AccountEvent;

[Stored("account.recovery-code-used.v1")]
public sealed record RecoveryCodeUsed(string Hash, DateTimeOffset At) : AccountEvent;

[Stored("account.recovery-codes-renewed.v1")]
public sealed record RecoveryCodesRenewed(ListOf<string> Recovery, DateTimeOffset At) : AccountEvent;

[Stored("account.second-factor-removed.v1")]
public sealed record SecondFactorRemoved(By By, DateTimeOffset At) : AccountEvent;

public sealed partial record Account
{
    public static readonly Code FactorThere = new("account.factor-there"),
        NoFactor = new("account.no-factor"),
        CodeReplayed = new("account.code-replayed"),
        RecoveryUnknown = new("account.recovery-unknown");

    /// <summary>Null where a password alone signs in.</summary>
    public SecondFactor? Factor { get; init; }

    private static Decision Enrolled(Account state, EnrolSecondFactor c) =>
        state.Factor?.Secret is not { } secret ? new SecondFactorEnrolled(c.Secret, c.Recovery, c.Step, c.At)
        : secret == c.Secret ? Nothing
        : Reject(FactorThere);

    private static Decision Proved(Account state, UseCode c) =>
        state.Factor is not { } factor ? Reject(NoFactor)
        : factor.Step >= c.Step ? Reject(CodeReplayed)
        : new CodeUsed(c.Step, c.At);

    private static Decision Recovered(Account state, UseRecoveryCode c) =>
        state.Factor is not { } factor ? Reject(NoFactor)
        : factor.Recovery.Contains(c.Hash, StringComparer.Ordinal) ? new RecoveryCodeUsed(c.Hash, c.At)
        : Reject(RecoveryUnknown);

    private static Decision Renewed(Account state, RenewRecoveryCodes c) =>
        state.Factor is not { } factor ? Reject(NoFactor)
        : factor.Recovery == c.Recovery ? Nothing
        : new RecoveryCodesRenewed(c.Recovery, c.At);

    private static SecondFactor? Left(SecondFactor? factor, Func<SecondFactor, SecondFactor> change) =>
        factor is null ? null : change(factor);
}
