using System.Net.Http.Headers;
using Emergency.Hotlines.Signing;
using Emergency.Server.Infrastructure.Outbound;

namespace Emergency.Server.Features.Hotlines;

/// <summary>The only way out to a partner.</summary>
internal sealed class Outgoing(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1),
        Longest = TimeSpan.FromSeconds(5);
    private readonly CheckedHttp _http = new(clock, (_, address) => CheckedHttp.IsHost(address));

    /// <summary>Returns true when the partner answers GET alive with a success within a second.</summary>
    public async Task<bool> Alive(Partner partner, CancellationToken stop)
    {
        return await _http.Send(new HttpRequestMessage(HttpMethod.Get, partner.At("alive")), Patience, stop) is >= 200 and < 300;
    }

    /// <summary>
    /// Sends a signed message. Returns the status, or null where the partner could not be reached or did not answer in time.
    /// </summary>
    public Task<int?> Post(Partner partner, string id, byte[] body, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var headers = WebhookHeaders.For([.. partner.Signing(now)], id, now, body);
        var request = new HttpRequestMessage(HttpMethod.Post, partner.At("messages"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(WebhookHeaders.IdName, headers.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        return _http.Send(request, Longest, stop);
    }

    public void Dispose() => _http.Dispose();
}
