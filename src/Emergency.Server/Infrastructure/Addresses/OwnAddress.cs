using System.Net;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Addresses;

/// <summary>The address that goes onto paper and into QR codes. What a request says of its host is anybody's word: it is believed only where it is an address this connection really came to.</summary>
internal static class OwnAddress
{
    public static Uri Of(HttpContext context, Settings settings)
    {
        var served = settings.Urls.Split(';');
        return settings.PublicUrl
            ?? (IsOwn(context, served) ? new Uri($"{context.Request.Scheme}://{context.Request.Host}") : new Uri(served[0]));
    }

    private static bool IsOwn(HttpContext context, IEnumerable<string> served)
    {
        var host = context.Request.Host.Host.Trim('[', ']');
        if (IPAddress.TryParse(host, out var address))
            return IPAddress.IsLoopback(address)
                || address.Equals(context.Connection.LocalIpAddress?.MapToIPv4())
                || address.Equals(context.Connection.LocalIpAddress);
        return host == "localhost" || served.Any(url => new Uri(url).Host == host);
    }
}
