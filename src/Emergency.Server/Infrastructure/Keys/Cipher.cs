using System.Security.Cryptography;

namespace Emergency.Server.Infrastructure.Keys;

/// <summary>
/// AES-256-GCM as bytes: nonce (12), ciphertext, tag (16). Suite 1; a later suite (SM4) gets its own number and stays beside it.
/// </summary>
internal static class Cipher
{
    /// <summary>Suite of values stored with the mark of their place; the same cipher.</summary>
    public const int Placed = 2;
    public const int Suite = 1,
        NonceBytes = 12,
        TagBytes = 16,
        KeyBytes = 32;

    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound)
    {
        var text = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(text.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            text.AsSpan(0, NonceBytes),
            plain,
            text.AsSpan(NonceBytes, plain.Length),
            text.AsSpan(NonceBytes + plain.Length),
            bound
        );
        return text;
    }

    /// <summary>Decrypts to the plain bytes; null where the key or the bound data differ.</summary>
    public static byte[]? Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> bound)
    {
        if (text.Length < NonceBytes + TagBytes)
            return null;
        var plain = new byte[text.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(text[..NonceBytes], text[NonceBytes..^TagBytes], text[^TagBytes..], plain, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return plain;
    }
}
