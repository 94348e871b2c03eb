using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Accounts;

/// <summary>Tells which accounts need a second factor, and verifies typed codes.</summary>
internal sealed class SecondFactors(ISealing sealing, Settings settings)
{
    /// <summary>Longest text that is checked as a code, in characters.</summary>
    public const int Longest = 40;

    /// <summary>True when the installation requires a second factor for one of these roles.</summary>
    public bool Required(ListOf<Grant> grants) =>
        !settings.SecondFactorRoles.IsEmpty && grants.Any(grant => settings.SecondFactorRoles.Contains(grant.Role));

    /// <summary>True when the owner must enrol a second factor before anything else.</summary>
    public bool Missing(AccountKnown account) => account.State.Factor is null && Required(account.Grants);

    /// <summary>
    /// Verifies a code, of the authenticator or for recovery, and returns the command that uses it up; null where the code is wrong.
    /// </summary>
    public AccountCommand? Proof(AccountKnown account, string code, DateTimeOffset now)
    {
        if (account.State.Factor is not { } factor || code.Length > Longest)
            return null;
        var plain = RecoveryCodes.Plain(code);
        if (plain.Length == Authenticator.Digits && plain.All(char.IsAsciiDigit))
            return
                factor.Secret is { } kept
                && sealing.Open<AuthenticatorSecret>(kept) is { } secret
                && Authenticator.Step(secret.Base32, plain, now) is { } step
                ? new UseCode(step, now)
                : null;
        return RecoveryCodes.Hash(sealing, account.Id, plain) is { } hash && factor.Recovery.Contains(hash, StringComparer.Ordinal)
            ? new UseRecoveryCode(hash, now)
            : null;
    }

    /// <summary>The second factor as its owner sees it; null where there is none and none is required.</summary>
    public FactorShown? Shown(AccountKnown account) =>
        account.State.Factor is { } factor
            ? new(
                Required(account.Grants),
                factor.Since,
                factor.Recovery.Count,
                factor.Secret is not null,
                [
                    .. account
                        .State.Passkeys.OrderBy(one => one.Value.Since)
                        .Select(one => new PasskeyShown(
                            one.Key,
                            sealing.Open<PasskeyKept>(one.Value.Kept)?.Called ?? "",
                            one.Value.Since,
                            one.Value.AskedAt
                        )),
                ]
            )
        : Required(account.Grants) ? new(true, null, 0, false, [])
        : null;
}

/// <summary>The second factor of one's own account.</summary>
/// <param name="Required">The installation requires it for one of the account's roles.</param>
/// <param name="Since">Time of enrolment; null where there is none and the owner must enrol one before anything else.</param>
/// <param name="Recovery">Number of recovery codes left, 0 to 10.</param>
/// <param name="Authenticator">True when there is an authenticator.</param>
/// <param name="Passkeys">Passkeys, the oldest first; at most 10.</param>
internal sealed record FactorShown(bool Required, DateTimeOffset? Since, int Recovery, bool Authenticator, ListOf<PasskeyShown> Passkeys);

/// <param name="Called">Name given by its owner.</param>
/// <param name="Used">Time of its last use; null where it has not been used since it was made.</param>
internal sealed record PasskeyShown(Guid Id, string Called, DateTimeOffset Since, DateTimeOffset? Used);
