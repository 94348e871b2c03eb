using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Emergency.Testing;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>Answer of the server.</summary>
public sealed record Answer(int Status, string Text, long? Position, HttpResponseHeaders Headers)
{
    public JsonElement Body => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>The problem's code; null where it is none.</summary>
    public string? Code => Status >= 400 && Body.TryGetProperty("code", out var code) ? code.GetString() : null;
    public IReadOnlyList<string?> Arguments => [.. Body.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString())];
    public JsonElement this[string name] => Body.GetProperty(name);

    public string? String(string name) => this[name].GetString();

    /// <summary>Fails with the server's own words where the status differs.</summary>
    public Answer Is(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }
}

/// <summary>The newest position that a server has answered to anybody here: later reads wait for it, to see earlier acts.</summary>
public sealed class Newest
{
    private long _position;
    public long Position => Interlocked.Read(ref _position);

    public void Note(long? position)
    {
        for (var seen = Position; position > seen && Interlocked.CompareExchange(ref _position, position.Value, seen) != seen; )
            seen = Position;
    }
}

/// <summary>A client of the server over HTTP, as partners and pages are. Each answer is checked against the API description.</summary>
public sealed class Api : IDisposable
{
    private readonly HttpClient _http;
    private bool _lent;

    private readonly Newest _newest;

    /// <param name="from">Another address of this machine for the calls; null: the usual one.</param>
    public Api(Uri address, Newest? newest = null, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        if (from is not null)
            handler.ConnectCallback = (context, stop) => Connect(from, context.DnsEndPoint, stop);
        (_newest, _http) = (newest ?? new(), new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) });
    }

    private static async ValueTask<Stream> Connect(IPAddress from, DnsEndPoint to, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public Uri Address => _http.BaseAddress!;
    public string? Token { get; private set; }

    /// <summary>The account's key, once signed in.</summary>
    public string Account { get; private set; } = "";

    public async Task SignIn(string account, string password)
    {
        Answer? answer = null;
        // A server that is still loading is asked again, as a page does.
        await Until.TrueAsync(
            async () => (answer = await Post("/api/session", new { account, password })).Status != 503,
            "the server has read what is stored"
        );
        answer!.Is(200);
        (Token, Account) = (answer.String("token"), answer.String("account")!);
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    /// <summary>The same signed-in person at another address.</summary>
    public Api At(Uri address, Newest newest)
    {
        var there = new Api(address, newest) { Token = Token, Account = Account };
        there._http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return there;
    }

    /// <summary>Somebody else, without an account, whose acts the others here wait for.</summary>
    /// <param name="from">Another address of this machine for the calls; null: the usual one.</param>
    public Api Beside(IPAddress? from = null) => new(Address, _newest, from);

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    public Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, Json(body), headers);

    public Task<Answer> Post(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, Json(body), headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, method == HttpMethod.Get ? After(path) : path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        var position = response.Headers.TryGetValues("X-Position", out var values)
            ? long.Parse(values.First(), CultureInfo.InvariantCulture)
            : (long?)null;
        if (method != HttpMethod.Get)
            _newest.Note(position);
        var text = await response.Content.ReadAsStringAsync();
        (await Shapes()).Hold(method.Method, path, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
        return new((int)response.StatusCode, text, position, response.Headers);
    }

    private static volatile ApiShapes? _shapes;

    // Asked once of the first server met: all are of one build, and another test compares it with the frozen description.
    private async Task<ApiShapes> Shapes() => _shapes ??= new(await _http.GetStringAsync("/openapi/v1.json"));

    // The export's "after" names its beginning; a caller's own position is kept.
    private string After(string path) =>
        _newest.Position is 0
        || !path.StartsWith("/api/", StringComparison.Ordinal)
        || path.StartsWith("/api/export", StringComparison.Ordinal)
        || path.Contains("after=", StringComparison.Ordinal)
            ? path
            : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={_newest.Position.ToString(CultureInfo.InvariantCulture)}";

    public static HttpContent Json(object body) =>
        new StringContent(body as string ?? JsonSerializer.Serialize(body, Foundation.Json.Options), Encoding.UTF8, "application/json");

    /// <summary>Lends the client to several tests: disposing it leaves it open for the others, until <see cref="End"/>.</summary>
    public Api Lend()
    {
        _lent = true;
        return this;
    }

    public void End() => _http.Dispose();

    public void Dispose()
    {
        if (!_lent)
            End();
    }
}
