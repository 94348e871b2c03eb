using System.Security.Cryptography;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Ten codes to write down, each of which signs in once if the authenticator is lost: 60 bits in letters and digits that nobody confuses.
/// Stored as HMACs under the installation's own key.
/// </summary>
internal static class RecoveryCodes
{
    public const int Count = 10;
    private const int Length = 12,
        Group = 4;
    private const string Letters = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";

    /// <summary>Draws codes in the form in which they are shown, such as "K3QF-90XB-7HRM".</summary>
    public static ListOf<string> Draw() =>
        [
            .. Enumerable
                .Range(0, Count)
                .Select(_ =>
                    string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(Group).Select(part => new string(part)))
                ),
        ];

    public static ListOf<string> Hashes(ISealing sealing, AccountId account, IEnumerable<string> codes) =>
        [.. codes.Select(code => Hash(sealing, account, code)!)];

    /// <summary>Hash of a code; null where the text is no recovery code. Spaces, hyphens and capitals do not matter.</summary>
    public static string? Hash(ISealing sealing, AccountId account, string code)
    {
        var plain = Plain(code);
        return plain.Length == Length && plain.All(Letters.Contains) ? sealing.Index($"recovery {account.Key} {plain}") : null;
    }

    /// <summary>A code in capitals, without hyphens and spaces.</summary>
    public static string Plain(string code) =>
        new([.. code.Where(letter => letter != '-' && !char.IsWhiteSpace(letter)).Select(char.ToUpperInvariant)]);
}
