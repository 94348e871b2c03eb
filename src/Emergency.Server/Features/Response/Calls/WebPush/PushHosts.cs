using System.Net;
using System.Net.Sockets;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Outbound;

namespace Emergency.Server.Features.Calls.WebPush;

/// <summary>
/// Restricts the addresses of pushes. A browser names the address, so any signed-in person could name any: only listed hosts are allowed,
/// over https, and never an address inside the county's own network.
/// </summary>
internal sealed class PushHosts(Settings settings)
{
    public const int LongestAddress = 1_000;

    /// <summary>The address; null where pushes must not be sent to it.</summary>
    public Uri? Allowed(string? endpoint) =>
        endpoint is { Length: > 0 and <= LongestAddress }
        && Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
        && url is { UserInfo: "", Fragment: "" }
        && settings.PushHosts.Any(host => Is(host, url))
        && (url.Scheme == "https" && url.IsDefaultPort || IsLoopback(url) && url.Scheme is "http" or "https")
            ? url
            : null;

    /// <summary>
    /// True when the resolved address of a host can be connected to: not this machine or a private network (RFC 1918, 6598, 4193), unless a
    /// loopback address itself is on the list.
    /// </summary>
    public static bool MayConnect(string host, IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named);
        if (!CheckedHttp.IsHost(address))
            return false;
        var parts = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? (parts[0] & 0xFE) != 0xFC
            : !(
                parts[0] == 10
                || (parts[0] == 172 && parts[1] is >= 16 and < 32)
                || (parts[0] == 192 && parts[1] == 168)
                || (parts[0] == 100 && parts[1] is >= 64 and < 128)
            );
    }

    private static bool Is(string host, Uri url) =>
        host.StartsWith("*.", StringComparison.Ordinal)
            ? url.IdnHost.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
            : url.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(Uri url) => IPAddress.TryParse(url.IdnHost, out var address) && IPAddress.IsLoopback(address);
}
