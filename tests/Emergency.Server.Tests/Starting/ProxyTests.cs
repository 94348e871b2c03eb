using System.Net;
using System.Net.Http.Json;
using Emergency.Server.Features.Links;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Starting;

/// <summary>Trust in a request's stated origin, over real sockets: 127.0.0.2 is the proxy, 127.0.0.1 is anybody.</summary>
public sealed class ProxyTests
{
    private static readonly IPAddress Proxy = IPAddress.Parse("127.0.0.2");
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll");
    private const string Client = "203.0.113.9";

    [Fact]
    public async Task A_named_proxy_says_where_a_request_comes_from_and_nobody_else_does()
    {
        await using var server = RunningServer.Nowhere("--proxies", "127.0.0.2;10.0.0.0/8");
        (await server.Command(RunningServer.OperatorPassword, "account", "add", "operator", "Operator", "411502", "own")).Code.ShouldBe(0);
        await server.Begin();
        await Refused(server.Address, Proxy, Client);
        await Until.True(() => By(server.Lines, "203.0.113.0/24"), "the client's network is in the log");
        await Refused(server.Address, null, "192.0.2.7");
        await Until.True(() => By(server.Lines, "127.0.0.0/24"), "who forges it is written down as who they are");
        // The client's own text stands before the proxy's addition; another named proxy is passed over.
        await Refused(server.Address, Proxy, "192.0.2.8, 198.51.100.3, 10.1.1.1");
        await Until.True(() => By(server.Lines, "198.51.100.0/24"), "the first that no named proxy stands for");
        server.Lines.ShouldNotContain(line => line.Contains("192.0.2.", StringComparison.Ordinal));
    }

    [Theory, Long("a process of its own")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED")]
    [InlineData("DOTNET_FORWARDEDHEADERS_ENABLED")]
    public async Task Without_one_nobody_is_believed_whatever_the_environment_says(string variable)
    {
        using var folder = new TempFolder();
        await using (
            var adding = RunningProcess.Start(
                "dotnet",
                [Program, "account", "add", "operator", "Operator", "411502", "own", "--demo", "off", "--data", folder["data"]],
                new Dictionary<string, string>(StringComparer.Ordinal)
            )
        )
        {
            await adding.Say(RunningServer.OperatorPassword);
            (await adding.Exit(Until.AtMost)).ShouldBe(0);
        }
        await using var process = RunningProcess.Start(
            "dotnet",
            [Program, "--demo", "off", "--data", folder["data"], "--ballast", "0", "--urls", "http://127.0.0.1:0"],
            new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = "true" }
        );
        const string ready = "ready on ";
        await Until.True(() => process.Ended || process.Lines.Any(line => line.StartsWith(ready, StringComparison.Ordinal)), "it is ready");
        var address = new Uri(process.Lines.Single(line => line.StartsWith(ready, StringComparison.Ordinal))[ready.Length..]);
        await Refused(address, Proxy, Client);
        await Until.True(() => By(process.Lines, "127.0.0.0/24"), "it is written down as what it is");
        process.Lines.ShouldNotContain(line => line.Contains("203.0.113.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_tries_too_often_behind_a_proxy_holds_up_nobody_else_behind_it()
    {
        await using var server = RunningServer.Nowhere("--proxies", "127.0.0.2");
        await server.Begin();
        for (var n = 0; n < WrongTries.Most; n++)
            (await Guess(Proxy, Client)).ShouldBe(HttpStatusCode.NotFound);
        (await Guess(Proxy, Client)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await Guess(Proxy, "203.0.113.10")).ShouldBe(HttpStatusCode.NotFound);
        // A different header each time makes a client no more trusted.
        for (var n = 0; n < WrongTries.Most; n++)
            (await Guess(null, $"198.51.100.{n}")).ShouldBe(HttpStatusCode.NotFound);
        (await Guess(null, "198.51.100.200")).ShouldBe(HttpStatusCode.TooManyRequests);

        async Task<HttpStatusCode> Guess(IPAddress? from, string said) =>
            (await Send(server.Address, from, said, "/api/link/open", new { token = "none" })).StatusCode;
    }

    [Fact]
    public async Task Where_the_public_address_is_https_cookies_are_secure_and_browsers_come_back_over_https()
    {
        using var authority = new OwnAuthority();
        await using var server = RunningServer.Nowhere("--proxies", "127.0.0.2", "--public-url", $"https://{OwnAuthority.Host}");
        (await server.Command(RunningServer.OperatorPassword, "account", "add", "operator", "Operator", "411502", "own")).Code.ShouldBe(0);
        await server.Begin();
        var named = new UriBuilder(server.Address) { Host = OwnAuthority.Host }.Uri;
        using var proxy = new HttpMessageInvoker(authority.Client(Proxy));
        using var anybody = new HttpMessageInvoker(authority.Client());
        (await Page.SignIn(anybody, named)).Secure.ShouldBeTrue("also where a proxy is not named");
        (await Page.SignIn(proxy, named, null, ("X-Forwarded-For", Client), ("X-Forwarded-Proto", "https"))).Secure.ShouldBeTrue();
        (await Strict(proxy, "https")).ShouldBe("max-age=31536000");
        (await Strict(proxy, "http")).ShouldBeNull();
        (await Strict(anybody, "https")).ShouldBeNull("who is no proxy does not say what is https");

        async Task<string?> Strict(HttpMessageInvoker http, string scheme)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(named, "/health/live"));
            request.Headers.Add("X-Forwarded-For", Client);
            request.Headers.Add("X-Forwarded-Proto", scheme);
            using var response = await http.SendAsync(request, CancellationToken.None);
            return response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? string.Join(',', values) : null;
        }
    }

    [Fact]
    public async Task Where_it_is_http_a_browser_is_told_nothing_of_https()
    {
        await using var server = await RunningServer.Start();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false });
        (await Page.SignIn(http, server.Address)).Secure.ShouldBeFalse();
    }

    private static bool By(IReadOnlyCollection<string> lines, string network) =>
        lines.Any(line => line.Contains("refused ", StringComparison.Ordinal) && line.Contains($" by {network}", StringComparison.Ordinal));

    private static async Task Refused(Uri server, IPAddress? from, string said) =>
        (await Send(server, from, said, "/api/session", new { account = "nobody", password = "guessed-0000" })).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );

    private static async Task<HttpResponseMessage> Send(Uri server, IPAddress? from, string said, string path, object body)
    {
        using var authority = new OwnAuthority();
        using var http = new HttpMessageInvoker(authority.Client(from));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", said);
        return await http.SendAsync(request, CancellationToken.None);
    }
}
