using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>
/// Seals under data keys of the keyring. The text form is "key id:suite:base64 of nonce, ciphertext and tag"; the key id is bound into the
/// tag, so that a value cannot be moved to another owner. Suite 2 is suite 1 for values that are stored with the mark of their place.
/// </summary>
internal sealed class Sealing(Keyring keyring) : ISealing
{
    private const int MarkDigits = 32;

    public ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) => keyring.Ensure(keys, stop);

    public string Mark(Guid key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(HMACSHA256.HashData(Secret(key), "mark of a text"u8), Encoding.UTF8.GetBytes(text)))[
            ..MarkDigits
        ];

    private byte[] Secret(Guid key) =>
        keyring.Find(key) ?? throw new InvalidOperationException($"no key {key}: it was not ensured, or is gone");

    public Sealed Seal<T>(Guid key, T value)
    {
        var secret = Secret(key);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{key:N}:{Cipher.Placed}:{Convert.ToBase64String(Cipher.Encrypt(secret, JsonSerializer.SerializeToUtf8Bytes(value, Json.Options), Bound(key, Cipher.Placed)))}"
            )
        );
    }

    /// <summary>
    /// Opens a value; null also where the key was drawn anew after an erasure, and for a value that does not belong where it was found:
    /// both stay unreadable.
    /// </summary>
    public T? Open<T>(Sealed value)
        where T : class
    {
        var key = SealedText.KeyOf(value);
        if (SealedPlaces.IsMoved(value))
            return null;
        var text = value.Text.AsSpan();
        var suite = text[33] - '0';
        if (text[33..].IndexOf(':') is not 1 || suite is not (Cipher.Suite or Cipher.Placed))
            throw new FormatException("sealed by a newer version");
        if (keyring.Find(key) is not { } secret)
            return null;
        var bytes = new byte[text[35..].Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text[35..], bytes, out var length))
            throw new FormatException("not a sealed value");
        return Cipher.Decrypt(secret, bytes.AsSpan(0, length), Bound(key, suite)) is { } plain
            ? JsonSerializer.Deserialize<T>(plain, Json.Options)
            : null;
    }

    private static byte[] Bound(Guid key, int suite) =>
        suite == Cipher.Suite ? key.ToByteArray(bigEndian: true) : [.. key.ToByteArray(bigEndian: true), (byte)suite];

    public string Index(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes(text)));
}
