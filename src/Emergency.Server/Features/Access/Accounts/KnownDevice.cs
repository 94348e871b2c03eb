using System.Security.Cryptography;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Recognises a browser in which an account has signed in before by a cookie that proves it. Strangers' wrong passwords do not lock that
/// browser out, because it has tries of its own.
/// </summary>
internal sealed class KnownDevice(ISealing sealing)
{
    public const string Cookie = "emergency-device";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(400);

    /// <summary>
    /// The key under which wrong tries count: the account's, which everybody shares, or that of this device alone. <c>Known</c> is true for
    /// a known device.
    /// </summary>
    public (AccountId Counted, bool Known) Of(HttpRequest request, AccountId account)
    {
        if (request.Cookies[Cookie]?.Split('.') is not [{ Length: 32 } device, var proof])
            return (account, false);
        var expected = Proof(account, device);
        var fits = CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.ASCII.GetBytes(proof),
            System.Text.Encoding.ASCII.GetBytes(expected)
        );
        return fits ? (new AccountId(sealing.Index($"tries {account.Key} {device}")), true) : (account, false);
    }

    /// <summary>Remembers in the browser that this account has signed in there. A browser remembers only the last account.</summary>
    public void Remember(HttpContext context, AccountId account)
    {
        if (Of(context.Request, account).Known)
            return;
        var device = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var options = new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = Lasts,
            Path = "/api/session",
            IsEssential = true,
        };
        context.Response.Cookies.Append(Cookie, $"{device}.{Proof(account, device)}", options);
    }

    private string Proof(AccountId account, string device) => sealing.Index($"device {account.Key} {device}");
}
