using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;

namespace Emergency.Server.Features.Accounts;

/// <summary>What a browser's cookie or a program's bearer token holds: the session's id and 256 random bits. The journal holds only their SHA-256.</summary>
internal sealed record SessionToken(SessionId Session, string Secret)
{
    /// <summary>The name of the cookie that holds it.</summary>
    public const string Cookie = "emergency-session";

    public static SessionToken Draw(SessionId session) => new(session, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The token the request came with, for the handlers of the session itself.</summary>
    public static ValueTask<SessionToken> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult(
            context?.Features.Get<SessionToken>() ?? throw new InvalidOperationException("the route does not say that it needs a session")
        );

    public static SessionToken? Parse(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && text!.Length <= 100 && Guid.TryParseExact(text[..dot], "N", out var id)
            ? new(new SessionId(id), text[(dot + 1)..])
            : null;
    }

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())));

    public bool Fits(string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash), Encoding.UTF8.GetBytes(hash ?? ""));

    /// <summary>What a page of ours sends in X-Antiforgery with every unsafe verb: follows from the secret, which no other site can read.</summary>
    public string Antiforgery => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), "antiforgery"u8));

    public override string ToString() => $"{Session.Value:N}.{Secret}";
}
