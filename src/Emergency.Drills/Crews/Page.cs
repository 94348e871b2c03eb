using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews;

/// <summary>
/// The interface for one account in one drill: signs in, loads, sends each act under a key of its own, and the same again where no answer
/// came.
/// </summary>
/// <param name="nodes">Addresses of the servers; the next is asked where one does not answer.</param>
/// <param name="realm">Realm, as in ?realm=.</param>
public sealed class Page(IReadOnlyList<Uri> nodes, string realm, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90),
        Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) });
    private readonly HashSet<string> _shut = new(StringComparer.Ordinal);
    private int _turn;

    public string Realm => realm;
    public string Token { get; private set; } = "";

    public Uri Next() => nodes[(int)((uint)Interlocked.Increment(ref _turn) % nodes.Count)];

    /// <summary>Signs in and returns the account. Throws <see cref="InvalidOperationException"/> where the account is not taken.</summary>
    public async Task<Self> SignIn(string account, string password, CancellationToken stop)
    {
        var (status, body) = await Send(
            () => new(HttpMethod.Post, "/api/session") { Content = JsonContent.Create(new { account, password }) },
            stop
        );
        Token =
            body?["token"]?.GetValue<string>()
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{account} could not sign in: {status}"));
        var (role, scope) = (body["roles"]![0]!.GetValue<string>(), body["scopes"]![0]!);
        return new(
            body["account"]!.GetValue<string>(),
            account,
            role,
            scope["division"]!.GetValue<string>(),
            scope["grid"]?.GetValue<string>(),
            scope["building"]?.GetValue<string>(),
            scope["unit"]?.GetValue<string>()
        );
    }

    /// <summary>
    /// Loads the answer of a route; null where this role must not read it, which is not asked again, or where there is none.
    /// </summary>
    /// <param name="kind">Kind of the route; routes of one kind are shut together.</param>
    public async Task<JsonNode?> Read(string path, string kind, CancellationToken stop, bool live = false)
    {
        if (_shut.Contains(kind))
            return null;
        var (status, body) = await Send(() => Request(HttpMethod.Get, live ? path : InRealm(path)), stop);
        if (status == HttpStatusCode.Forbidden)
            _shut.Add(kind);
        return status == HttpStatusCode.OK ? body : null;
    }

    /// <summary>Does an act; returns status and, where it was refused, the problem's code.</summary>
    public async Task<(HttpStatusCode Status, string? Code)> Do(Act act, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(act);
        var key = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        var (status, body) = await Send(
            () =>
            {
                var request = Request(HttpMethod.Post, InRealm(act.Path));
                request.Headers.Add("Idempotency-Key", key);
                if (act.Body is not null)
                    request.Content = JsonContent.Create(act.Body);
                return request;
            },
            stop
        );
        return (status, body?["code"]?.GetValue<string>());
    }

    private string InRealm(string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}realm={realm}";

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return request;
    }

    // A node that died or is still starting says nothing about the drill: the same request goes to the next.
    private async Task<(HttpStatusCode Status, JsonNode? Body)> Send(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        for (var began = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, stop))
        {
            using var request = make();
            request.RequestUri = new Uri(Next(), request.RequestUri!);
            try
            {
                using var answer = await _http.SendAsync(request, stop);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && clock.GetElapsedTime(began) < Patience)
                    continue;
                var text = await answer.Content.ReadAsStringAsync(stop);
                return (
                    answer.StatusCode,
                    answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
                        ? JsonNode.Parse(text)
                        : null
                );
            }
            catch (HttpRequestException) when (clock.GetElapsedTime(began) < Patience) { }
        }
    }

    public void Dispose() => _http.Dispose();
}
