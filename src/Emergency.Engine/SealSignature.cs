using System.Security.Cryptography;
using System.Text;

namespace Emergency.Engine;

/// <summary>Signatures under seals and anchors: ECDSA P-256 over SHA-256.</summary>
internal static class SealSignature
{
    /// <summary>True where the holder of a key has signed a text; false also where key or signature are none.</summary>
    public static bool Verify(string key, string text, string signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var verifier = ECDsa.Create();
            verifier.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            return verifier.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
