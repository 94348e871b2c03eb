using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Keys;
using OtpNet;

namespace Emergency.Server.Features.Accounts;

/// <summary>Codes of an authenticator on a phone: 6 digits, one every 30 seconds, HMAC-SHA-1 over 160 bits (RFC 6238; what authenticators read from a QR code knows nothing else).</summary>
internal static class Authenticator
{
    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;
    private const int SecretBytes = 20,
        DraftDigits = 32;

    /// <summary>A phone's clock may be a step behind the server's or before it (RFC 6238 5.2).</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>The secret of a draft, in Base32: follows from it, the account and its session under the installation's own key, so that it is kept nowhere before its owner has proved to have it. Null where the text is no draft.</summary>
    public static string? Drafted(string? draft, AccountId account, SessionId session, Keyring keyring)
    {
        if (draft is not { Length: DraftDigits } || !Guid.TryParseExact(draft, "N", out var id))
            return null;
        var said = string.Create(CultureInfo.InvariantCulture, $"authenticator {account} {session.Value:N} {id:N}");
        return Base32Encoding.ToString(
            HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes(said)).AsSpan(0, SecretBytes).ToArray()
        );
    }

    /// <summary>Which 30 seconds since 1970 a code belongs to, at most one step away from now; null where it is none of this secret.</summary>
    public static long? Step(string secret, string code, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(secret), totpSize: Digits).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;

    /// <summary>What an authenticator reads from the QR code (Key Uri Format of Google Authenticator).</summary>
    /// <param name="issuer">Whose account it is, as the authenticator lists it.</param>
    public static Uri Address(string issuer, string account, string secret) =>
        new(
            $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}"
        );
}
