using System.Net;
using System.Net.Sockets;
using Emergency.Engine;

namespace Emergency.Server.Hosting;

/// <summary>Checks that the addresses can be served, before a folder is touched.</summary>
internal static class Ports
{
    public static CannotStart InUse(string url) => new($"The address {url} is in use: another program, or this one, serves there.");

    public static void Check(string urls)
    {
        foreach (var url in urls.Split(';').Select(text => new Uri(text)).Where(url => url.Port != 0))
        {
            var address =
                IPAddress.TryParse(url.Host, out var named) ? named
                : url.IsLoopback ? IPAddress.Loopback
                : IPAddress.Any;
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(address, url.Port));
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                throw InUse(url.GetLeftPart(UriPartial.Authority));
            }
        }
    }
}
