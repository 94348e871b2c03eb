using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Accounts.Outside;

/// <summary>
/// A turn at the issuer, in a cookie that only this browser has. State (RFC 6749 10.12), nonce (OpenID Connect Core 3.1.2.1) and code
/// verifier (RFC 7636) are computed from it under the installation's own key. The server stores nothing but that it was used.
/// </summary>
internal sealed record OutsideTurn(string Id, DateTimeOffset Until)
{
    public const string Cookie = "emergency-outside";
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public static OutsideTurn Begin(DateTimeOffset now) => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), now + Lasts);

    /// <summary>Parses a turn; null where the text is no turn of this installation, or it has expired.</summary>
    public static OutsideTurn? Parse(string? text, Keyring keyring, DateTimeOffset now)
    {
        if (text?.Split('.') is not [{ Length: 43 } id, { Length: <= 12 } until, { Length: 43 } proof])
            return null;
        if (
            !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            || second > (now + Lasts + NodeClocks.Apart).ToUnixTimeSeconds()
        )
            return null;
        var turn = new OutsideTurn(id, DateTimeOffset.FromUnixTimeSeconds(second));
        return Same(proof, turn.Proof(keyring)) && turn.Until > now ? turn : null;
    }

    public string Text(Keyring keyring) => $"{Id}.{Second}.{Proof(keyring)}";

    public string State(Keyring keyring) => Drawn(keyring, "state");

    public string Nonce(Keyring keyring) => Drawn(keyring, "nonce");

    public string Verifier(Keyring keyring) => Drawn(keyring, "verifier");

    /// <summary>S256 challenge of the verifier (RFC 7636 4.2).</summary>
    public string Challenge(Keyring keyring) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier(keyring))));

    public static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private string Second => Until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private string Proof(Keyring keyring) => Drawn(keyring, $"until {Second}");

    private string Drawn(Keyring keyring, string what) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes($"outside {what} {Id}")));
}
