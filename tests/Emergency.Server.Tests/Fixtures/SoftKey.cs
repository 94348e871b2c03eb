using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>A passkey in software: ES256, no attestation, as a browser hands it on (WebAuthn Level 3, 5.8.1, 6.1 and 6.5).</summary>
/// <param name="origin">Address at which its browser believes to be.</param>
internal sealed class SoftKey(Uri origin) : IDisposable
{
    private const byte Present = 0x01,
        Verified = 0x04,
        Attested = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private uint _count;

    /// <summary>Answers the options for a new passkey.</summary>
    public string Make(string options)
    {
        var client = Client("webauthn.create", options);
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] attested = [.. new byte[16], 0, (byte)_id.Length, .. _id, .. cose];
        byte[] data = [.. Data((byte)(Present | Verified | Attested)), .. attested];
        byte[] made =
        [
            0xA3,
            .. Text("fmt"),
            .. Text("none"),
            .. Text("attStmt"),
            0xA0,
            .. Text("authData"),
            0x59,
            (byte)(data.Length >> 8),
            (byte)data.Length,
            .. data,
        ];
        return Told(
            new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                attestationObject = Base64Url.EncodeToString(made),
                transports = new[] { "internal" },
            }
        );
    }

    /// <summary>Answers the options for a proof.</summary>
    public string Prove(string options)
    {
        var (client, data) = (Client("webauthn.get", options), Data(Present | Verified));
        return Told(
            new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(data),
                signature = Base64Url.EncodeToString(
                    _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                ),
            }
        );
    }

    private byte[] Client(string type, string options)
    {
        var challenge = JsonDocument.Parse(options).RootElement.GetProperty("challenge").GetString();
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type,
                challenge,
                origin = origin.GetLeftPart(UriPartial.Authority),
                crossOrigin = false,
            }
        );
    }

    private byte[] Data(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++_count);
        return [.. SHA256.HashData(Encoding.ASCII.GetBytes(origin.Host)), flags, .. count];
    }

    // Text of fewer than 24 bytes.
    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private string Told(object response) =>
        JsonSerializer.Serialize(
            new
            {
                id = Base64Url.EncodeToString(_id),
                rawId = Base64Url.EncodeToString(_id),
                type = "public-key",
                clientExtensionResults = new { },
                response,
            }
        );

    public void Dispose() => _key.Dispose();
}
