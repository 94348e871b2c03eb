using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Accounts;

/// <summary>Key on the owner's device, or on a stick they carry, that signs the server's challenges (WebAuthn Level 3, W3C).</summary>
/// <param name="Kept">Id, public key and the owner's name for it, sealed under the account's own key.</param>
/// <param name="SignCount">Number of its signatures, as it reports; 0 where it does not count.</param>
/// <param name="AskedAt">Time of the challenge it answered last: an answer to an older challenge is refused.</param>
public sealed record Passkey(Sealed Kept, long SignCount, DateTimeOffset Since, DateTimeOffset? AskedAt = null);

/// <param name="Passkey">Id of the passkey; the same key always has the same id.</param>
/// <param name="Recovery">Keyed hashes of recovery codes, where this is the owner's first second factor; else null.</param>
public sealed record AddPasskey(Guid Passkey, Sealed Kept, long SignCount, ListOf<string>? Recovery, DateTimeOffset At) : AccountCommand;

/// <summary>Uses a passkey that has signed the challenge of <paramref name="AskedAt"/>.</summary>
public sealed record UsePasskey(Guid Passkey, long SignCount, DateTimeOffset AskedAt, DateTimeOffset At) : AccountCommand;

public sealed record RemovePasskey(Guid Passkey, DateTimeOffset At) : AccountCommand;

[Stored("account.passkey-added.v1")]
public sealed record PasskeyAdded(Guid Passkey, Sealed Kept, long SignCount, ListOf<string>? Recovery, DateTimeOffset At) : AccountEvent;

[Stored("account.passkey-used.v1")]
public sealed record PasskeyUsed(Guid Passkey, long SignCount, DateTimeOffset AskedAt, DateTimeOffset At) : AccountEvent;

[Stored("account.passkey-removed.v1")]
public sealed record PasskeyRemoved(Guid Passkey, DateTimeOffset At) : AccountEvent;

public sealed partial record Account
{
    /// <summary>Most passkeys of an account.</summary>
    public const int MostPasskeys = 10;

    public static readonly Code PasskeyUnknown = new("account.passkey-unknown"),
        TooManyPasskeys = new("account.too-many-passkeys"),
        LastFactor = new("account.last-factor");

    /// <summary>Passkeys of the account; empty where its owner has none. An account with a passkey also has a
    /// <see cref="SecondFactor"/>.</summary>
    public ImmutableDictionary<Guid, Passkey> Passkeys { get; init; } = ImmutableDictionary<Guid, Passkey>.Empty;

    // Recovery codes are drawn before it is known whether this is the first factor: the codes of an existing factor stay.
    private static Decision Added(Account state, AddPasskey c) =>
        state.Passkeys.ContainsKey(c.Passkey) ? Nothing
        : state.Passkeys.Count >= MostPasskeys ? Reject(TooManyPasskeys, $"{MostPasskeys}")
        : (state.Factor is null) != (c.Recovery is not null) ? Reject(FactorThere)
        : new PasskeyAdded(c.Passkey, c.Kept, c.SignCount, c.Recovery, c.At);

    private static Decision Used(Account state, UsePasskey c) =>
        !state.Passkeys.TryGetValue(c.Passkey, out var passkey) ? Reject(PasskeyUnknown)
        : passkey.AskedAt >= c.AskedAt ? Reject(CodeReplayed)
        : new PasskeyUsed(c.Passkey, c.SignCount, c.AskedAt, c.At);

    private static Decision Removed(Account state, RemovePasskey c) =>
        !state.Passkeys.ContainsKey(c.Passkey) ? Nothing
        : state is { Factor.Secret: null, Passkeys.Count: 1 } ? Reject(LastFactor)
        : new PasskeyRemoved(c.Passkey, c.At);

    private static Account With(Account state, PasskeyAdded e) =>
        state with
        {
            Passkeys = state.Passkeys.SetItem(e.Passkey, new(e.Kept, e.SignCount, e.At)),
            Factor = state.Factor ?? new(null, e.Recovery ?? [], 0, e.At),
        };

    private static Account With(Account state, PasskeyUsed e) =>
        state.Passkeys.TryGetValue(e.Passkey, out var passkey)
            ? state with
            {
                Passkeys = state.Passkeys.SetItem(e.Passkey, passkey with { SignCount = e.SignCount, AskedAt = e.AskedAt }),
            }
            : state;
}
