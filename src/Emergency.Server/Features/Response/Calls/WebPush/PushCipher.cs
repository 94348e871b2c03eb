using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Emergency.Server.Features.Calls.WebPush;

/// <summary>
/// Encrypts a push so that only the device can decrypt it: RFC 8291 over the content coding aes128gcm of RFC 8188, as one record.
/// </summary>
internal static class PushCipher
{
    /// <summary>Bytes of a P-256 point, uncompressed (SEC 1 2.3.3), and of the device's secret.</summary>
    public const int PointBytes = 65,
        SecretBytes = 16;

    /// <summary>Longest text, in bytes: a push service need not accept more than 4,096 (RFC 8030 7.2).</summary>
    public const int Longest = 3_000;
    private const int SaltBytes = 16,
        Record = 4_096;

    /// <param name="device">The device's public key.</param>
    /// <param name="secret">Its authentication secret.</param>
    /// <exception cref="CryptographicException">The key is no point of the curve.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> device, ReadOnlySpan<byte> secret)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(text, device, secret, own, RandomNumberGenerator.GetBytes(SaltBytes));
    }

    /// <param name="own">Used once, for this text.</param>
    /// <param name="salt">16 bytes, drawn for this text.</param>
    internal static byte[] Encrypt(
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> device,
        ReadOnlySpan<byte> secret,
        ECDiffieHellman own,
        ReadOnlySpan<byte> salt
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Longest, nameof(text));
        ArgumentOutOfRangeException.ThrowIfNotEqual(device.Length, PointBytes, nameof(device));
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretBytes, nameof(secret));
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltBytes, nameof(salt));
        var ownPoint = Point(own.ExportParameters(false).Q);
        var (key, nonce) = Keys(Shared(own, device), device, ownPoint, secret, salt);
        // Pads the only record: the text, and the mark of the last record.
        Span<byte> padded = [.. text, 2];
        var message = new byte[SaltBytes + 4 + 1 + PointBytes + padded.Length + AesGcm.TagByteSizes.MaxSize];
        salt.CopyTo(message);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(SaltBytes), Record);
        message[SaltBytes + 4] = PointBytes;
        ownPoint.CopyTo(message.AsSpan(SaltBytes + 5));
        var sealedAt = message.AsSpan(SaltBytes + 5 + PointBytes);
        using var cipher = new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
        cipher.Encrypt(nonce, padded, sealedAt[..padded.Length], sealedAt[padded.Length..]);
        return message;
    }

    /// <summary>The text's key and nonce (RFC 8291 3.4).</summary>
    internal static (byte[] Key, byte[] Nonce) Keys(
        byte[] shared,
        ReadOnlySpan<byte> device,
        ReadOnlySpan<byte> server,
        ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> salt
    )
    {
        var start = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, secret.ToArray(), [.. "WebPush: info\0"u8, .. device, .. server]);
        return (
            HKDF.DeriveKey(HashAlgorithmName.SHA256, start, 16, salt.ToArray(), Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0")),
            HKDF.DeriveKey(HashAlgorithmName.SHA256, start, 12, salt.ToArray(), Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"))
        );
    }

    internal static byte[] Shared(ECDiffieHellman own, ReadOnlySpan<byte> point)
    {
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(point) });
        return own.DeriveRawSecretAgreement(other.PublicKey);
    }

    /// <summary>True when these bytes are a point of the curve.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != PointBytes || bytes[0] != 4)
            return false;
        try
        {
            using var _ = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(bytes) });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static ECPoint Point(ReadOnlySpan<byte> bytes) => new() { X = bytes[1..33].ToArray(), Y = bytes[33..65].ToArray() };
}
