using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Hosting;
using Emergency.Server.Hosting.Pipeline;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Requests;

/// <summary>The product built in this process, to compare its routes with their description.</summary>
public sealed class BuiltProduct : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Opened? _opened;
    private WebApplication? _app;

    public WebApplication App => _app!;
    public Uri Address => new(_app!.Urls.Single());
    public JsonNode Description { get; private set; } = new JsonObject();

    public async ValueTask InitializeAsync()
    {
        var settings = new Settings
        {
            Data = _folder["data"],
            Urls = "http://127.0.0.1:0",
            Demo = false,
            Ballast = 0,
        };
        _opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance);
        _app = Product.Build(settings, _opened);
        await _app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        Description = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await _opened!.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class ApiDescriptionTests(BuiltProduct product) : IClassFixture<BuiltProduct>
{
    private readonly JsonNode _api = product.Description;

    // Pages are for people: their texts are no interface.
    private IEnumerable<RouteEndpoint> Routes =>
        ((IEndpointRouteBuilder)product.App)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route =>
                route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
                && route.Metadata.GetMetadata<HttpMethodMetadata>() is not null
                && !route.RoutePattern.RawText!.StartsWith("/openapi", StringComparison.Ordinal)
                && !route.RoutePattern.RawText.StartsWith("/live", StringComparison.Ordinal)
            );

    private JsonNode? Described(RouteEndpoint route, string method) =>
        _api["paths"]![("/" + route.RoutePattern.RawText!.Trim('/')).Replace(":guid", "", StringComparison.Ordinal)]?[
            method.ToLowerInvariant()
        ];

    [Fact]
    public void Every_route_is_described_with_a_sentence()
    {
        var missing = Routes
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (route, method) => (route, method))
            .Where(pair => Described(pair.route, pair.method)?["summary"]?.GetValue<string>() is not { Length: > 10 })
            .Select(pair => $"{pair.method} {pair.route.RoutePattern.RawText}");
        missing.ShouldBeEmpty();
        Routes.Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task It_is_made_once_and_who_has_it_gets_none_again()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = product.Address,
        };
        using var plain = await http.GetAsync("/openapi/v1.json");
        var tag = plain.Headers.ETag.ShouldNotBeNull();
        plain.Headers.CacheControl!.Public.ShouldBeTrue();
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json") { Headers = { IfNoneMatch = { tag } } };
        using var known = await http.SendAsync(again);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var small = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json") { Headers = { AcceptEncoding = { new("gzip") } } };
        using var packed = await http.SendAsync(small);
        await using var opened = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(opened);
        (await text.ReadToEndAsync()).ShouldBe(await plain.Content.ReadAsStringAsync());
        packed.Content.Headers.ContentLength.ShouldNotBeNull().ShouldBeLessThan(plain.Content.Headers.ContentLength!.Value / 5);
    }

    [Fact]
    public void Every_route_that_needs_a_session_says_how_to_sign_in()
    {
        var silent = Routes
            .Where(route => route.Metadata.GetMetadata<Needed>()!.Session)
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (route, method) => Described(route, method))
            .Where(operation => operation?["security"]?.AsArray().Count is not 2);
        silent.ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_is_described() =>
        _api["components"]!["schemas"]!["Problem"]!["properties"]!["code"]!["enum"]!
            .AsArray()
            .Select(code => code!.GetValue<string>())
            .ShouldBe(ProblemTable.All);

    [Fact]
    public void No_route_is_silent_about_what_it_needs() => Should.NotThrow(() => product.App.CheckRoutes());

    [Fact]
    public void A_route_that_is_silent_about_what_it_needs_is_not_served()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/api/forgotten", () => "open to all");
        Should.Throw<InvalidOperationException>(() => app.CheckRoutes()).Message.ShouldContain("/api/forgotten");
    }

    [Fact]
    public void The_interface_changes_only_on_purpose() => Frozen.CheckAll("api", ApiPages.Of(_api));
}
