using System.Globalization;
using System.Security.Cryptography;

namespace Emergency.Hotlines.Signing;

/// <summary>What became of a signature; all but <see cref="Genuine"/> are answered 401.</summary>
public enum Verification { Genuine, IdMissing, IdUnfit, TimestampMissing, TimestampUnreadable, TooOld, TooNew, SignatureMissing, SignatureWrong }

/// <summary>Tells genuine messages from others by the secrets a partner may sign with (several while one is being replaced) and a clock; five minutes early or late are tolerated.</summary>
public sealed class WebhookVerifier(IReadOnlyList<WebhookSecret> secrets, TimeProvider clock)
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    public const int LongestId = 128, MostSignatures = 16;

    public Verification Verify(WebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        if (Unfit(headers) is { } unfit) { return unfit; }
        // The age is told only to whoever holds the secret.
        if (!Matches(headers.Id!, headers.Timestamp!, headers.Signature!, body)) { return Verification.SignatureWrong; }
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(Seconds(headers.Timestamp)!.Value);
        return age > Tolerance ? Verification.TooOld : age < -Tolerance ? Verification.TooNew : Verification.Genuine;
    }

    /// <summary>What is wrong with the headers whatever the body says; null where only the body can tell.</summary>
    public static Verification? Unfit(WebhookHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (string.IsNullOrEmpty(headers.Id)) { return Verification.IdMissing; }
        if (headers.Id.Length > LongestId || headers.Id.AsSpan().ContainsAnyExceptInRange('!', '~')) { return Verification.IdUnfit; }
        if (string.IsNullOrEmpty(headers.Timestamp)) { return Verification.TimestampMissing; }
        if (Seconds(headers.Timestamp) is null) { return Verification.TimestampUnreadable; }
        return string.IsNullOrEmpty(headers.Signature) ? Verification.SignatureMissing : null;
    }

    private static long? Seconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? seconds : null;

    // Every secret and every signature is compared to the end, whichever fits.
    private bool Matches(string id, string seconds, string signatures, ReadOnlySpan<byte> body)
    {
        var fits = false;
        var offered = signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures).ToList();
        var given = new byte[SHA256.HashSizeInBytes];
        foreach (var secret in secrets)
        {
            var expected = secret.Digest(id, seconds, body);
            foreach (var signature in offered)
            {
                if (signature.Split(',', 2) is not [WebhookSecret.Version, var text] || !Convert.TryFromBase64String(text, given, out var length) || length != given.Length) { continue; }
                fits |= CryptographicOperations.FixedTimeEquals(expected, given);
            }
        }
        return fits;
    }
}
