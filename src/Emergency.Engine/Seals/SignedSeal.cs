using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Seals;

/// <summary>
/// The content of column hash of a signed seal: "v2", the hash of its rows, the digest of the seal before it ("-" where it is the first), the public key, the public key that
/// signs from the next seal on ("-" where it stays), and the signature, with a space between. Keys are base64 of SubjectPublicKeyInfo, hashes lower-case hex, signatures
/// base64 of ECDSA P-256 over SHA-256. A seal without "v2" is a plain hash that anybody can compute: it finds accidents and proves nothing.
/// </summary>
public sealed record SignedSeal(string RowsHash, string Previous, string Key, string? NextKey, string Signature)
{
    /// <summary>In the place of what there is not.</summary>
    public const string None = "-";
    private const string Version = "v2";

    /// <summary>Null where the seal is not signed.</summary>
    public static SignedSeal? Of(Seal seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return seal.Hash.Split(' ') is [Version, var rows, var previous, var key, var next, var signature]
            ? new(rows, previous, key, next == None ? null : next, signature)
            : null;
    }

    /// <summary>A seal that covers its rows, its time and everything the seal before it covers.</summary>
    internal static Seal Make(Seal unsigned, Seal? before, SealKey key)
    {
        var (previous, next) = (before is null ? None : Digest(before), key.NextPublic ?? None);
        var signature = key.Sign(Text(unsigned, unsigned.Hash, previous, key.Public, next));
        return unsigned with { Hash = $"{Version} {unsigned.Hash} {previous} {key.Public} {next} {signature}" };
    }

    /// <summary>True where the key that the seal names has signed it.</summary>
    public bool Fits(Seal seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return SealSignature.Verify(Key, Text(seal, RowsHash, Previous, Key, NextKey ?? None), Signature);
    }

    /// <summary>The digest by which the next seal and an anchor name this one: SHA-256 (hex) over all its columns.</summary>
    public static string Digest(Seal seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        return Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{seal.After}\0{seal.UpTo}\0{seal.Rows}\0{seal.Hash}\0{seal.Created}")
                )
            )
        );
    }

    private static string Text(Seal seal, string rows, string previous, string key, string next) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"emergency seal {Version}\n{seal.After}\n{seal.UpTo}\n{seal.Rows}\n{seal.Created}\n{rows}\n{previous}\n{key}\n{next}"
        );
}
