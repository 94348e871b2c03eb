using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Content of a browser's cookie or a program's bearer token: the session's id and 256 random bits. Only their SHA-256 is stored.
/// </summary>
internal sealed record SessionToken(SessionId Session, string Secret)
{
    /// <summary>Name of the cookie that contains it.</summary>
    public const string Cookie = "emergency-session";

    public static SessionToken Draw(SessionId session) => new(session, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Binds the token of the request, for the handlers of the session itself.</summary>
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

    /// <summary>
    /// Text that our pages send in X-Antiforgery with every unsafe verb, computed from the secret, which no other site can access.
    /// </summary>
    public string Antiforgery => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), "antiforgery"u8));

    public override string ToString() => $"{Session.Value:N}.{Secret}";
}
