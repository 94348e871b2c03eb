using System.Net;
using System.Text.RegularExpressions;
using Emergency.Server.Hosting.Pages;
using Emergency.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.FileProviders;

namespace Emergency.Server.Tests.Pages;

/// <summary>The built pages as a browser fetches them.</summary>
public sealed partial class PageTests(ServerFixture fixture)
{
    private static readonly bool Built = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    [GeneratedRegex("(src|href)=\"(?<path>/[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    private async Task<HttpResponseMessage> Ask(string path, HttpMethod? method = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }
        )
        {
            BaseAddress = fixture.Server.Address,
        };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    [Fact]
    public async Task What_is_printed_leads_to_this_server_whatever_a_request_calls_it()
    {
        async Task<string> Code(string host)
        {
            using var page = await Ask("/public", null, ("Host", host));
            var html = await page.Content.ReadAsStringAsync();
            html.ShouldNotContain("evil.example");
            return html[html.IndexOf("<div class=\"qr\">", StringComparison.Ordinal)..][..2_000];
        }
        var own = await Code(fixture.Server.Address.Authority);
        (await Code($"localhost:{fixture.Server.Address.Port}")).ShouldNotBe(
            own,
            StringComparer.Ordinal,
            "a name of this machine is believed"
        );
        (await Code("10.99.99.99")).ShouldBe(await Code("evil.example"), "neither another name nor another machine's address is");
    }

    /// <summary>Every address of a page, with a drill's id where one stands in it.</summary>
    public static TheoryData<string> Pages =>
        [
            .. PageRoom
                .Addresses(Built ? new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")) : new NullFileProvider())
                .Values.SelectMany(addresses => addresses)
                .Select(address => address[1..].Replace("{id}", $"{Guid.Empty}", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_asked_for_each_time_and_all_it_names_is_there_and_kept_for_a_year(string name)
    {
        Assert.SkipUnless(Built, "the pages are not built: Node.js is missing");
        using var page = await Ask($"/{name}");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.CacheControl!.NoCache.ShouldBeTrue();
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var html = await page.Content.ReadAsStringAsync();
        var named = Named().Matches(html).Select(found => found.Groups["path"].Value).ToList();
        named.Count(path => path.StartsWith("/assets/", StringComparison.Ordinal)).ShouldBeGreaterThan(1, html);
        foreach (var path in named)
        {
            using var file = await Ask(path);
            file.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            if (path.StartsWith("/assets/", StringComparison.Ordinal))
                file.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        }
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/public")]
    [InlineData("/api/session")]
    [InlineData("/nothing-here")]
    public async Task Nothing_from_elsewhere_and_nothing_inline_runs(string path)
    {
        using var answer = await Ask(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("style-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("http");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    [Fact]
    public async Task A_page_that_did_not_change_is_not_sent_again_and_HEAD_sends_only_its_head()
    {
        Assert.SkipUnless(Built, "the pages are not built: Node.js is missing");
        using var first = await Ask("/street");
        using var again = await Ask("/street", null, ("If-None-Match", first.Headers.ETag!.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        using var head = await Ask("/street", HttpMethod.Head);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(first.Content.Headers.ContentLength);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/../appsettings.json")]
    [InlineData("/..%2fappsettings.json")]
    [InlineData("/assets/..%2f..%2fEmergency.Server.runtimeconfig.json")]
    [InlineData("/assets/%2e%2e/%2e%2e/Emergency.Server.deps.json")]
    [InlineData("/assets/..%5c..%5cEmergency.Server.deps.json")]
    [InlineData("/no-such-page")]
    [InlineData("/assets/no-such-file.js")]
    public async Task What_is_not_a_page_is_not_found_and_says_so_as_a_problem(string path)
    {
        using var answer = await Ask(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Without_built_pages_a_sentence_says_what_is_missing()
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        await BuiltFiles.Page(context, new NullFileProvider(), "login");
        context.Response.StatusCode.ShouldBe(StatusCodes.Status503ServiceUnavailable);
        var said = System.Text.Encoding.UTF8.GetString(body.ToArray());
        said.ShouldContain("页面没有构建");
        said.ShouldContain("the API works");
    }
}
