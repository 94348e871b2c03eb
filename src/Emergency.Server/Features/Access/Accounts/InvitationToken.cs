using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Features.Accounts;

/// <summary>Token in the address of an invitation: the account's key and 192 secret bits. The journal contains only its SHA-256.</summary>
internal sealed record InvitationToken(AccountId Account, string Secret)
{
    private const int Longest = 200;

    /// <summary>Computes the token from the request under the installation's own key, so that a retry gets the same one.</summary>
    public static InvitationToken Draw(AccountId account, Guid commandId, Keyring keyring)
    {
        var drawn = HMACSHA256.HashData(
            keyring.IndexKey,
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"invitation {account} {commandId:N}"))
        );
        return new(account, Base64Url.EncodeToString(drawn.AsSpan(0, 24)));
    }

    public static InvitationToken? Parse(string? text)
    {
        var dot = text?.LastIndexOf('.') ?? -1;
        return dot > 0 && text!.Length <= Longest ? new(new(text[..dot]), text[(dot + 1)..]) : null;
    }

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())));

    public override string ToString() => $"{Account.Key}.{Secret}";
}
