using System.Net;
using System.Net.Sockets;

namespace Emergency.Server.Foundation;

/// <summary>Shortens addresses to the networks they lie in.</summary>
internal static class Networks
{
    /// <summary>
    /// "203.0.113.0/24", or the address alone where all of its bytes are kept. An IPv4 address mapped into IPv6 counts as IPv4 (RFC 4291,
    /// 2.5.5.2).
    /// </summary>
    /// <param name="four">Bytes that are kept of an IPv4 address, 0 to 4.</param>
    /// <param name="six">Bytes that are kept of an IPv6 address, 0 to 16.</param>
    public static string Of(IPAddress address, int four, int six)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? four : six;
        var bytes = address.GetAddressBytes();
        if (kept == bytes.Length)
            return address.ToString();
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
