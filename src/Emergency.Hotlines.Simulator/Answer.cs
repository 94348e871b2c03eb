using System.Net.Http.Headers;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Simulator;

/// <summary>
/// Sends one signed message to the servers, at each try to the next of several, until it is taken or refused for good, for at most five
/// minutes.
/// </summary>
/// <param name="down">True while the link is dark and nothing must leave.</param>
internal sealed class Answer(Func<IReadOnlyList<Uri>> servers, Func<bool> down, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(300),
        AtMost = TimeSpan.FromMinutes(5);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    /// <param name="heard">Called with each status that came back.</param>
    public async Task Send(string path, WebhookSecret secret, string id, byte[] body, Action<int> heard, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        for (var attempt = 0; clock.GetElapsedTime(began) < AtMost; attempt++)
        {
            if (
                !down()
                && servers() is { Count: > 0 } all
                && await Post(new Uri(all[attempt % all.Count], path), secret, id, body, stop) is { } status
            )
            {
                heard(status);
                // A message that was refused for good is not sent again.
                if (status is >= 200 and < 300 or (>= 400 and < 500 and not (408 or 425 or 429)))
                    return;
            }
            await Task.Delay(Again, clock, stop);
        }
    }

    private async Task<int?> Post(Uri to, WebhookSecret secret, string id, byte[] body, CancellationToken stop)
    {
        var headers = WebhookHeaders.For(secret, id, clock.GetUtcNow(), body);
        using var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(WebhookHeaders.IdName, headers.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            return (int)answer.StatusCode;
        }
        catch (Exception away) when (away is HttpRequestException || (away is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
