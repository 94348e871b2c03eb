using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>Seals whole files under data keys of the keyring: a byte that names the suite, then nonce, ciphertext and tag. Key and the id it is stored under are bound into the tag: a file that is given to somebody else does not open.</summary>
internal sealed class SealedFiles(Keyring keyring)
{
    /// <summary>Throws where the key was not ensured or is gone.</summary>
    public byte[] Seal(Guid key, Guid id, ReadOnlySpan<byte> plain)
    {
        var secret = keyring.Find(key) ?? throw new InvalidOperationException($"no key {key}: it was not ensured, or is gone");
        return [Cipher.Suite, .. Cipher.Encrypt(secret, plain, Bound(key, id))];
    }

    /// <summary>The file, or null where its key is gone or it is not what was sealed for this id.</summary>
    public byte[]? Open(Guid key, Guid id, ReadOnlySpan<byte> stored) =>
        stored.IsEmpty || stored[0] != Cipher.Suite ? throw new FormatException("sealed by a newer version")
        : keyring.Find(key) is { } secret ? Cipher.Decrypt(secret, stored[1..], Bound(key, id))
        : null;

    private static byte[] Bound(Guid key, Guid id) =>
        [.. "file"u8, .. key.ToByteArray(bigEndian: true), .. id.ToByteArray(bigEndian: true), Cipher.Suite];
}
