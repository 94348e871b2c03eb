using System.Security.Cryptography;
using System.Text;

namespace Emergency.Server.Features.Accounts;

/// <summary>Keeps other sites from using a browser's session: a request with the cookie must come from our own pages.</summary>
internal static class Origins
{
    public const string AntiforgeryHeader = "X-Antiforgery";

    /// <summary>A verb that may change something, or the opening of a web socket, which no other check guards.</summary>
    public static bool Unsafe(HttpRequest request) => !Safe(request) || Socket(request);

    /// <summary>
    /// True when a request with the cookie comes from our own pages: the Origin is this host, and unsafe verbs carry the session's
    /// antiforgery text.
    /// </summary>
    public static bool Ours(HttpRequest request, SessionToken token)
    {
        if (!Unsafe(request))
            return true;
        if (!SameHost(request))
            return false;
        return Safe(request)
            || CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(token.Antiforgery),
                Encoding.UTF8.GetBytes(request.Headers[AntiforgeryHeader].ToString())
            );
    }

    /// <summary>True when a page of another site sends the request. A program has no Origin.</summary>
    public static bool Foreign(HttpRequest request) => OfPage(request) && !SameHost(request);

    /// <summary>True when a page sends the request: browsers send an Origin, programs do not.</summary>
    public static bool OfPage(HttpRequest request) => request.Headers.Origin.Count > 0;

    /// <summary>
    /// True when the Origin names the requested host. The scheme is not compared, because a proxy in front may use https.
    /// </summary>
    public static bool SameHost(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
        && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static bool Safe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private static bool Socket(HttpRequest request) => request.HttpContext.WebSockets.IsWebSocketRequest;
}
