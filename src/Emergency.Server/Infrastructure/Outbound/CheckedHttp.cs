using System.Net;
using System.Net.Sockets;

namespace Emergency.Server.Infrastructure.Outbound;

/// <summary>
/// Outgoing HTTP: a name is resolved once and the connection goes to the address that was checked; no proxy, no redirect, no cookie, and
/// every wait has a limit.
/// </summary>
/// <param name="mayConnect">Tells whether a connection to this address of that host is allowed.</param>
internal sealed class CheckedHttp(TimeProvider clock, Func<string, IPAddress, bool> mayConnect) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, stop) => Connect(context.DnsEndPoint, mayConnect, stop),
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>
    /// Sends and disposes of the request. Returns the status, or null where no host was reached or answered in time. The answer's body is
    /// not read.
    /// </summary>
    public async Task<int?> Send(HttpRequestMessage request, TimeSpan atMost, CancellationToken stop) =>
        await Sent(request, atMost, (answer, _) => Task.FromResult<int?>((int)answer.StatusCode), stop);

    /// <summary>
    /// Reads the body of a successful answer; null where there was none in time, or where its body is longer than <paramref name="most"/>
    /// bytes.
    /// </summary>
    public Task<byte[]?> Read(Uri from, int most, TimeSpan atMost, CancellationToken stop) =>
        Read(new HttpRequestMessage(HttpMethod.Get, from), most, atMost, stop);

    /// <summary>The same for any request, which is disposed of.</summary>
    public Task<byte[]?> Read(HttpRequestMessage request, int most, TimeSpan atMost, CancellationToken stop) =>
        Sent(request, atMost, (answer, either) => Body(answer, most, either), stop);

    private async Task<T?> Sent<T>(
        HttpRequestMessage request,
        TimeSpan atMost,
        Func<HttpResponseMessage, CancellationToken, Task<T?>> read,
        CancellationToken stop
    )
    {
        using var late = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await read(answer, either.Token);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return default;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return default;
        }
        finally
        {
            request.Dispose();
        }
    }

    private static async Task<byte[]?> Body(HttpResponseMessage answer, int most, CancellationToken stop)
    {
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > most)
            return null;
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        using var bytes = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await body.ReadAsync(part, stop) is > 0 and var count)
        {
            if (bytes.Length + count > most)
                return null;
            bytes.Write(part, 0, count);
        }
        return bytes.ToArray();
    }

    private static async ValueTask<Stream> Connect(DnsEndPoint to, Func<string, IPAddress, bool> mayConnect, CancellationToken stop)
    {
        IPAddress[] fit = [.. (await Dns.GetHostAddressesAsync(to.Host, stop)).Where(address => mayConnect(to.Host, address))];
        if (fit.Length == 0)
            throw new HttpRequestException($"{to.Host} is no address that may be connected to");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(fit, to.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// True when the address can belong to a single host: not to all (broadcast, multicast), none (unspecified), or the link itself, where
    /// clouds keep their secrets (169.254/16, fe80::/10).
    /// </summary>
    public static bool IsHost(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return !(address.IsIPv6Multicast || address.IsIPv6LinkLocal || address.Equals(IPAddress.IPv6Any));
        var parts = address.GetAddressBytes();
        return parts[0] is > 0 and < 224 && !(parts[0] == 169 && parts[1] == 254);
    }

    public void Dispose() => _http.Dispose();
}
