using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Emergency.Hotlines.Signing;

namespace Emergency.Server.Features.Hotlines;

/// <summary>The only way out to a partner: a name is resolved once and the connection goes to the address that was checked; no proxy, no redirect, no cookie, and an end to every wait.</summary>
internal sealed class Outgoing(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1),
        Longest = TimeSpan.FromSeconds(5);
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
            ConnectCallback = Connect,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Whether the partner answers GET alive with a success within a second.</summary>
    public async Task<bool> Alive(Partner partner, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, partner.At("alive"));
        return await Send(request, Patience, stop) is >= 200 and < 300;
    }

    /// <summary>Sends a signed message; the status, or null where the partner could not be reached or did not answer in time.</summary>
    public Task<int?> Post(Partner partner, string id, byte[] body, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var headers = WebhookHeaders.For(
            [partner.Secret!, .. partner.Replaced.Where(old => now < old.Until).Select(old => old.Secret)],
            id,
            now,
            body
        );
        var request = new HttpRequestMessage(HttpMethod.Post, partner.At("messages"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(WebhookHeaders.IdName, headers.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        return Send(request, Longest, stop);
    }

    private async Task<int?> Send(HttpRequestMessage request, TimeSpan atMost, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            // The answer's body is of no interest and is not read.
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            request.Dispose();
        }
    }

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        IPAddress[] fit = [.. found.Where(IsHost)];
        if (fit.Length == 0)
            throw new HttpRequestException($"{context.DnsEndPoint.Host} is no address of a partner");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(fit, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether one machine can be meant: not everybody (broadcast, multicast), nobody (unspecified), or the link itself, where clouds keep their secrets (169.254/16, fe80::/10).</summary>
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
