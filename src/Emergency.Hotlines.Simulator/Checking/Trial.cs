using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using Emergency.Hotlines.Description;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Simulator.Checking;

/// <summary>Answer to a request: a status, or null where none came in time, with the reason.</summary>
internal sealed record Came(int? Status, TimeSpan Took, string Why = "")
{
    public bool Taken => Status is >= 200 and < 300;

    /// <summary>True for a refusal for good: the sender does not try again.</summary>
    public bool Refused => Status is >= 400 and < 500 and not (408 or 425 or 429);

    public override string ToString() => Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Why;
}

/// <summary>Sends to one partner, with right signatures or wrong ones, and waits no longer than the server would.</summary>
internal sealed class Trial(CheckSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>Words before every text, for the people who see the offer on a desk.</summary>
    public const string Notice = "【联调检查，请勿派警】";

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private readonly string _run = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")[^12..];
    private int _last;

    /// <summary>A secret that the partner does not have.</summary>
    public static WebhookSecret Foreign { get; } = WebhookSecret.Parse(WebhookSecret.TextOf(new byte[32]))!;
    public WebhookSecret Secret => settings.Secret;
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A message id that no other case has.</summary>
    public string NewId() => $"check-{_run}-{++_last}";

    /// <summary>A new offer, as the server writes it.</summary>
    public byte[] Offer(string id, DateTimeOffset? at = null, Func<HandoverOffered, HandoverOffered>? change = null)
    {
        var written = at ?? Now;
        var offered = Samples.Offer(Guid.CreateVersion7(written), written) with
        {
            Kind = HotlineCode.Kinds.Single(kind => HotlineCode.OfKind(kind) == settings.Hotline),
        };
        offered = offered with { Text = Notice + offered.Text };
        return MessageWriter.Write(id, "联调检查", written, change is null ? offered : change(offered));
    }

    public WebhookHeaders Signed(string id, byte[] body, TimeSpan late = default, params IReadOnlyList<WebhookSecret> by) =>
        WebhookHeaders.For(by is [] ? [Secret] : by, id, Now + late, body);

    public Task<Came> Post(WebhookHeaders? headers, byte[] body, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, At("messages"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (headers is not null)
        {
            request.Headers.Add(WebhookHeaders.IdName, headers.Id);
            request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
            request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        }
        return Send(request, settings.Patience, stop);
    }

    public Task<Came> Alive(CancellationToken stop) => Send(new(HttpMethod.Get, At("alive")), settings.AlivePatience, stop);

    private Uri At(string path) => new($"{settings.Url.AbsoluteUri.TrimEnd('/')}/{path}");

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "it is disposed here")]
    private async Task<Came> Send(HttpRequestMessage request, TimeSpan atMost, CancellationToken stop)
    {
        using var sent = request;
        using var late = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        var began = clock.GetTimestamp();
        try
        {
            using var answer = await _http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new((int)answer.StatusCode, clock.GetElapsedTime(began));
        }
        catch (HttpRequestException broken)
        {
            return new(null, clock.GetElapsedTime(began), $"no answer: {broken.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(null, clock.GetElapsedTime(began), $"no answer within {atMost.TotalSeconds:0.#} s");
        }
    }

    public void Dispose() => _http.Dispose();
}
