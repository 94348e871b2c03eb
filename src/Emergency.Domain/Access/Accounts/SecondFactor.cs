using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>Second factor of an account beside the password: an authenticator that shows a code every 30 seconds (RFC 6238), passkeys, or
/// both.</summary>
/// <param name="Secret">Secret from which the codes are computed, sealed under the account's own key; null where there are only
/// passkeys.</param>
/// <param name="Recovery">Keyed hashes of the unused recovery codes: each signs in once where the authenticator is lost.</param>
/// <param name="Step">Number of the 30-second step of the last used code, counted from 1970: codes of this step or earlier are
/// refused.</param>
public sealed record SecondFactor(Sealed? Secret, ListOf<string> Recovery, long Step, DateTimeOffset Since);

/// <param name="Step">Step of the code with which the owner proved to have the secret.</param>
public sealed record EnrolSecondFactor(Sealed Secret, ListOf<string> Recovery, long Step, DateTimeOffset At) : AccountCommand;

/// <summary>Uses a right code of the authenticator.</summary>
public sealed record UseCode(long Step, DateTimeOffset At) : AccountCommand;

/// <param name="Hash">Keyed hash of the recovery code.</param>
public sealed record UseRecoveryCode(string Hash, DateTimeOffset At) : AccountCommand;

/// <summary>Replaces all remaining recovery codes by new ones.</summary>
public sealed record RenewRecoveryCodes(ListOf<string> Recovery, DateTimeOffset At) : AccountCommand;

/// <param name="By">Owner, or an operator for an owner who has lost the authenticator.</param>
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

    /// <summary>Second factor; null where a password alone signs in.</summary>
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
