using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Links;

/// <summary>Token in a link's address: its id and 192 secret bits. The journal contains only hashes of it and of the code.</summary>
internal sealed record LinkToken(LinkId Id, string Secret)
{
    private const int Longest = 80;

    /// <summary>Computes token and code from the id under the installation's own key, so that a retry gets the same ones.</summary>
    public static (LinkToken Token, string Code) Draw(LinkId id, Keyring keyring)
    {
        var drawn = HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes($"link {id}"));
        var code = HMACSHA256.HashData(keyring.IndexKey, Encoding.UTF8.GetBytes($"code of link {id}"));
        return (
            new(id, Base64Url.EncodeToString(drawn.AsSpan(0, 24))),
            (BitConverter.ToUInt32(code) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture)
        );
    }

    public static LinkToken? Parse(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && text!.Length <= Longest && Guid.TryParseExact(text[..dot], "N", out var id)
            ? new(new(id), text[(dot + 1)..])
            : null;
    }

    public string Hash => Hashed(Secret);

    /// <summary>Hash of a code together with the secret: without the address no code can be tried against the journal.</summary>
    public string HashOf(string? code) => Hashed($"{Secret} {code}");

    private static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public override string ToString() => $"{Id.Value:N}.{Secret}";
}
