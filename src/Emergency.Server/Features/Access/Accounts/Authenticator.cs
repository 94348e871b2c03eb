using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Keys;
using OtpNet;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Codes of an authenticator app: 6 digits, a new one every 30 seconds, HMAC-SHA-1 over 160 bits (RFC 6238; apps that scan a QR code
/// support nothing else).
/// </summary>
internal static class Authenticator
{
    /// <summary>Number of digits of a code.</summary>
    public const int Digits = 6;
    private const int SecretBytes = 20,
        DraftDigits = 32;

    /// <summary>A phone's clock may be a step behind the server's or before it (RFC 6238 5.2).</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>
    /// Computes the secret of a draft, in Base32, from the draft, the account and its session under the installation's own key, so that it
    /// is stored nowhere before its owner has proved to have it. Null where the text is no draft.
    /// </summary>
    public static string? Drafted(string? draft, AccountId account, SessionId session, Keyring keyring)
    {
        if (draft is not { Length: DraftDigits } || !Guid.TryParseExact(draft, "N", out var id))
            return null;
        var said = string.Create(CultureInfo.InvariantCulture, $"authenticator {account} {session.Value:N} {id:N}");
        return Base32Encoding.ToString(
            HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes(said)).AsSpan(0, SecretBytes).ToArray()
        );
    }

    /// <summary>
    /// Number of the 30-second step since 1970 that a code belongs to, at most one step away from now; null where the code does not fit
    /// this secret.
    /// </summary>
    public static long? Step(string secret, string code, DateTimeOffset now) =>
        new Totp(Base32Encoding.ToBytes(secret), totpSize: Digits).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;

    /// <summary>Address in the QR code for an authenticator app (Key Uri Format of Google Authenticator).</summary>
    /// <param name="issuer">Name of the installation, as the app lists it.</param>
    public static Uri Address(string issuer, string account, string secret) =>
        new(
            $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}"
        );
}
