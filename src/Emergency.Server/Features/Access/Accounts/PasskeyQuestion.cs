using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Accounts;

/// <summary>A question to a passkey.</summary>
/// <param name="Options">JSON for the browser's navigator.credentials (WebAuthn Level 3, 5.1.8 and 5.1.9).</param>
/// <param name="Turn">Sent back with the answer, within five minutes.</param>
internal sealed record PasskeyQuestion(string Options, string Turn);

/// <summary>A passkey's answer.</summary>
/// <param name="Turn">Turn of the question, unchanged.</param>
/// <param name="Credential">JSON from the browser's navigator.credentials (WebAuthn Level 3, 5.1.7.1); at most 16,000 characters.</param>
internal sealed record PasskeyAnswer(string? Turn, string? Credential)
{
    private const int Longest = 16_000;

    public bool IsThere => Turn is { Length: > 0 and <= Longest } && Credential is { Length: > 0 and <= Longest };
}

/// <summary>
/// A question that waits for its answer. The client keeps it, signed under the installation's own key, so that no node has to.
/// </summary>
/// <param name="What">Purpose: "new" or "prove".</param>
/// <param name="State">State that the framework's handler needs back.</param>
internal sealed record PasskeyTurn(string What, AccountId Account, DateTimeOffset At, string State)
{
    public const string New = "new",
        Prove = "prove";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    public string Text(Keyring keyring) => $"{Milliseconds}.{Inner}.{Proof(keyring)}";

    /// <summary>Parses a turn; null where the text is no such question to this account, or it has expired.</summary>
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
