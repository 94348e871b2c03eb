using System.Globalization;
using System.Security.Cryptography;

namespace Emergency.Hotlines.Signing;

/// <summary>Result of checking a signature; all but <see cref="Genuine"/> are answered 401.</summary>
public enum Verification
{
    Genuine,
    IdMissing,
    IdUnfit,
    TimestampMissing,
    TimestampUnreadable,
    TooOld,
    TooNew,
    SignatureMissing,
    SignatureWrong,
    SecretOver,
}

/// <summary>A replaced secret that is still taken until a time.</summary>
public sealed record ReplacedSecret(WebhookSecret Secret, DateTimeOffset Until);

/// <summary>
/// Tells genuine messages from others by the secrets a partner can sign with (several while one is being replaced) and a clock; five
/// minutes early or late are tolerated.
/// </summary>
public sealed class WebhookVerifier(
    IReadOnlyList<WebhookSecret> secrets,
    TimeProvider clock,
    IReadOnlyList<ReplacedSecret>? replaced = null
)
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    public const int LongestId = 128,
        MostSignatures = 16;

    public Verification Verify(WebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        if (Unfit(headers) is { } unfit)
        {
            return unfit;
        }
        // Only a holder of the secret learns that a message is too old or a secret has expired.
        var now = clock.GetUtcNow();
        if (!Matches(secrets, headers, body))
        {
            var (known, lasts) = (false, false);
            foreach (var old in replaced ?? [])
            {
                var fits = Matches([old.Secret], headers, body);
                (known, lasts) = (known || fits, lasts || (fits && now < old.Until));
            }
            if (!lasts)
            {
                return known ? Verification.SecretOver : Verification.SignatureWrong;
            }
        }
        var age = now - DateTimeOffset.FromUnixTimeSeconds(Seconds(headers.Timestamp)!.Value);
        return age > Tolerance ? Verification.TooOld
            : age < -Tolerance ? Verification.TooNew
            : Verification.Genuine;
    }

    /// <summary>Fault of the headers alone; null where the body must be checked too.</summary>
    public static Verification? Unfit(WebhookHeaders headers)
    {
        if (string.IsNullOrEmpty(headers.Id))
        {
            return Verification.IdMissing;
        }
        if (headers.Id.Length > LongestId || headers.Id.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return Verification.IdUnfit;
        }
        if (string.IsNullOrEmpty(headers.Timestamp))
        {
            return Verification.TimestampMissing;
        }
        if (Seconds(headers.Timestamp) is null)
        {
            return Verification.TimestampUnreadable;
        }
        return string.IsNullOrEmpty(headers.Signature) ? Verification.SignatureMissing : null;
    }

    private static long? Seconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? seconds
            : null;

    // Every secret and every signature is compared to the end, even after one has matched.
    private static bool Matches(IReadOnlyList<WebhookSecret> secrets, WebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        var fits = false;
        var offered = headers.Signature!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures).ToList();
        var given = new byte[SHA256.HashSizeInBytes];
        foreach (var secret in secrets)
        {
            var expected = secret.Digest(headers.Id!, headers.Timestamp!, body);
            foreach (var signature in offered)
            {
                if (
                    signature.Split(',', 2) is not [WebhookSecret.Version, var text]
                    || !Convert.TryFromBase64String(text, given, out var length)
                    || length != given.Length
                )
                {
                    continue;
                }
                fits |= CryptographicOperations.FixedTimeEquals(expected, given);
            }
        }
        return fits;
    }
}
