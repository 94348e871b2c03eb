using System.Net;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Origin of a request, as far as it can be throttled: one address of IPv4, and of IPv6 the 64-bit network in which one machine has as many
/// addresses as it likes (RFC 4291, 2.5.4).
/// </summary>
internal static class CameFrom
{
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>Returns "203.0.113.9" or "2001:db8:1:2::/64"; empty where the address is unknown.</summary>
    public static string Of(IPAddress? address) => address is null ? "" : Networks.Of(address, four: 4, six: 8);
}
