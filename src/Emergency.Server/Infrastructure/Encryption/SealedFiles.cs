using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>
/// Seals whole files under data keys of the keyring: a byte that names the suite, then nonce, ciphertext and tag. Key and storage id are
/// bound into the tag: a file moved to another owner does not open.
/// </summary>
internal sealed class SealedFiles(Keyring keyring)
{
    /// <summary>Seals a file. Throws where the key was not ensured or is gone.</summary>
    public byte[] Seal(Guid key, Guid id, ReadOnlySpan<byte> plain)
    {
        var secret = keyring.Find(key) ?? throw new InvalidOperationException($"no key {key}: it was not ensured, or is gone");
        return [Cipher.Suite, .. Cipher.Encrypt(secret, plain, Bound(key, id))];
    }

    /// <summary>Opens a file; null where its key is gone or it was not sealed for this id.</summary>
    public byte[]? Open(Guid key, Guid id, ReadOnlySpan<byte> stored) =>
        stored.IsEmpty || stored[0] != Cipher.Suite ? throw new FormatException("sealed by a newer version")
        : keyring.Find(key) is { } secret ? Cipher.Decrypt(secret, stored[1..], Bound(key, id))
        : null;

    private static byte[] Bound(Guid key, Guid id) =>
        [.. "file"u8, .. key.ToByteArray(bigEndian: true), .. id.ToByteArray(bigEndian: true), Cipher.Suite];
}
