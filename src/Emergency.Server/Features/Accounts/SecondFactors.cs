using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Accounts;

/// <summary>Who needs a second factor, and what a code that was typed proves.</summary>
internal sealed class SecondFactors(ISealing sealing, Settings settings)
{
    /// <summary>The longest text that is looked at as a code, in characters.</summary>
    public const int Longest = 40;

    /// <summary>Whether the installation asks it of one of these roles.</summary>
    public bool Required(ListOf<Grant> grants) =>
        !settings.SecondFactorRoles.IsEmpty && grants.Any(grant => settings.SecondFactorRoles.Contains(grant.Role));

    /// <summary>Whether its owner has to enrol one before anything else.</summary>
    public bool Missing(AccountKnown account) => account.State.Factor is null && Required(account.Grants);

    /// <summary>What a code proves, as the command that uses it up: a code of the authenticator, or a recovery code. Null where it proves nothing.</summary>
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

    /// <summary>What is shown of it to its owner; null where there is none and none is asked for.</summary>
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

/// <summary>The second factor of the own account.</summary>
/// <param name="Required">The installation asks it of one of the account's roles.</param>
/// <param name="Since">When it was enrolled; null where there is none: its owner enrols one before anything else.</param>
/// <param name="Recovery">Recovery codes that are left, 0 to 10.</param>
/// <param name="Authenticator">Whether there is an authenticator.</param>
/// <param name="Passkeys">The oldest first; at most 10.</param>
internal sealed record FactorShown(bool Required, DateTimeOffset? Since, int Recovery, bool Authenticator, ListOf<PasskeyShown> Passkeys);

/// <param name="Called">What its owner calls it.</param>
/// <param name="Used">When it was asked last; null: not since it was made.</param>
internal sealed record PasskeyShown(Guid Id, string Called, DateTimeOffset Since, DateTimeOffset? Used);
