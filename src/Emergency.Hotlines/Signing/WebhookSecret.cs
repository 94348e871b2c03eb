using System.Security.Cryptography;
using System.Text;

namespace Emergency.Hotlines.Signing;

/// <summary>A shared secret as Standard Webhooks writes it: whsec_ and base64 of 24 to 64 bytes. Signs; is never printed.</summary>
public sealed class WebhookSecret
{
    public const string Prefix = "whsec_",
        Version = "v1";
    public const int LeastBytes = 24,
        MostBytes = 64;

    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    /// <summary>The secret in a text. Null where the text is none: another prefix, no base64, too short or too long.</summary>
    public static WebhookSecret? Parse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        var buffer = new byte[MostBytes + 1];
        return Convert.TryFromBase64String(text[Prefix.Length..], buffer, out var length) && length is >= LeastBytes and <= MostBytes
            ? new(buffer[..length])
            : null;
    }

    /// <summary>The text of a new secret from these random bytes (24 to 64).</summary>
    public static string TextOf(ReadOnlySpan<byte> random)
    {
        if (random.Length is < LeastBytes or > MostBytes)
        {
            throw new ArgumentException("a secret has 24 to 64 bytes", nameof(random));
        }
        return Prefix + Convert.ToBase64String(random);
    }

    /// <summary>The value of header webhook-signature for one message: HMAC-SHA256 over "id.seconds.body".</summary>
    public string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body) =>
        $"{Version},{Convert.ToBase64String(Digest(id, WebhookHeaders.Seconds(at), body))}";

    internal byte[] Digest(string id, string seconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{seconds}."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    public override string ToString() => Prefix + "…";
}
