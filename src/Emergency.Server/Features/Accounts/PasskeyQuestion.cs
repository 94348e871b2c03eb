using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Accounts;

/// <summary>What a passkey is asked.</summary>
/// <param name="Options">For the browser's navigator.credentials, as JSON (WebAuthn Level 3, 5.1.8 and 5.1.9).</param>
/// <param name="Turn">Given back with the answer, within five minutes.</param>
internal sealed record PasskeyQuestion(string Options, string Turn);

/// <summary>What a passkey answers.</summary>
/// <param name="Turn">As it was given.</param>
/// <param name="Credential">What the browser's navigator.credentials gave, as JSON (WebAuthn Level 3, 5.1.7.1); at most 16,000 characters.</param>
internal sealed record PasskeyAnswer(string? Turn, string? Credential)
{
    private const int Longest = 16_000;

    public bool IsThere => Turn is { Length: > 0 and <= Longest } && Credential is { Length: > 0 and <= Longest };
}

/// <summary>A question that waits for its answer, as its asker keeps it: signed under the installation's own key, so that no node has to.</summary>
/// <param name="What">What for: "new" or "prove".</param>
/// <param name="State">What the framework's handler wants back.</param>
internal sealed record PasskeyTurn(string What, AccountId Account, DateTimeOffset At, string State)
{
    public const string New = "new",
        Prove = "prove";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    public string Text(Keyring keyring) => $"{Milliseconds}.{Inner}.{Proof(keyring)}";

    /// <summary>Null where the text is no such question to this account, or it is over.</summary>
    public static PasskeyTurn? Parse(string? text, string what, AccountId account, Keyring keyring, DateTimeOffset now)
    {
        if (text?.Split('.') is not [{ Length: <= 15 } asked, { } inner, { Length: 43 } proof] || !Base64Url.IsValid(inner))
            return null;
        if (
            !long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > (now + NodeClocks.Apart).ToUnixTimeMilliseconds()
        )
            return null;
        var turn = new PasskeyTurn(
            what,
            account,
            DateTimeOffset.FromUnixTimeMilliseconds(at),
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(inner))
        );
        var right = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(proof), Encoding.UTF8.GetBytes(turn.Proof(keyring)));
        return right && turn.At + Lasts > now ? turn : null;
    }

    private string Milliseconds => At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private string Inner => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(State));

    private string Proof(Keyring keyring) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes($"passkey {What} {Account} {Milliseconds} {Inner}"))
        );
}
