using System.Net;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Addresses;

/// <summary>
/// The address that is printed on paper and in QR codes. Anybody can write anything into a request's Host header: it is used only where it
/// names an address at which this connection arrived.
/// </summary>
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
