using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Calls.WebPush;

/// <summary>
/// Identifies us to a push service (VAPID, RFC 8292) by a P-256 key. It is computed from the installation's own key, so it is made and
/// backed up with it and the same on every node.
/// </summary>
internal sealed class VapidKey : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);
    private static readonly string head = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);
    private readonly ECDsa _key;
    private readonly string? _contact;

    public VapidKey(Keyring keyring, Settings settings)
    {
        _key = Drawn(keyring.IndexKey);
        Public = Base64Url.EncodeToString(PushCipher.Point(_key.ExportParameters(false).Q));
        _contact = settings.PublicUrl is { Scheme: "https" } url ? url.GetLeftPart(UriPartial.Authority) : null;
    }

    /// <summary>The public key, base64url, with which a browser subscribes.</summary>
    public string Public { get; }

    /// <summary>The header Authorization for a push to this address.</summary>
    public string For(Uri endpoint, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["aud"] = endpoint.GetLeftPart(UriPartial.Authority),
                ["exp"] = (now + Lasts).ToUnixTimeSeconds(),
                // RFC 8292 2.1 wants an address at which somebody can be asked; without a public URL there is none.
                ["sub"] = _contact ?? "mailto:operator@localhost",
            }
        );
        var text = $"{head}.{Base64Url.EncodeToString(claims)}";
        // ES256 signs as r and s one behind the other (RFC 7518 3.4).
        var signature = _key.SignData(
            Encoding.ASCII.GetBytes(text),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation
        );
        return $"vapid t={text}.{Base64Url.EncodeToString(signature)}, k={Public}";
    }

    // A number of at least the curve's order is invalid (probability 2^-32); the next one is then tried.
    private static ECDsa Drawn(byte[] from)
    {
        for (var n = 0; ; n++)
            try
            {
                return ECDsa.Create(
                    new ECParameters
                    {
                        Curve = ECCurve.NamedCurves.nistP256,
                        D = HMACSHA256.HashData(from, Encoding.ASCII.GetBytes($"vapid {n}")),
                    }
                );
            }
            catch (CryptographicException) when (n < 9)
            {
                // The next one.
            }
    }

    public void Dispose() => _key.Dispose();
}
