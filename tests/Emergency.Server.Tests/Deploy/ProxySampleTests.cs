using System.Net;
using System.Net.Http.Json;
using Emergency.Server.Features.Links;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Starting;
using Emergency.Testing;

namespace Emergency.Server.Tests.Deploy;

/// <summary>The samples in front of a real server: certificate, live line, and the client's real address.</summary>
[Long("processes of proxies")]
public sealed class ProxySampleTests
{
    [Fact]
    public async Task Caddy_as_the_sample_says()
    {
        var caddy = Sample.Program("/usr/bin/caddy");
        Assert.SkipWhen(caddy is null, "caddy is not installed");
        await Holds(
            (folder, server, port, plain) =>
            {
                var site = Sample.With(
                    "Caddyfile",
                    ("http://emergency.example {", $"http://{OwnAuthority.Host}:{plain} {{"),
                    ("emergency.example {", $"{OwnAuthority.Host}:{port} {{"),
                    ("/etc/emergency/site.pem", folder["site.pem"]),
                    ("/etc/emergency/site.key", folder["site.key"]),
                    ("127.0.0.1:5080", server.Authority)
                );
                File.WriteAllText(
                    folder["Caddyfile"],
                    $"{{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n}}\n{site}"
                );
                var home = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["HOME"] = folder["home"],
                    ["XDG_DATA_HOME"] = folder["home"],
                };
                return RunningProcess.Start(caddy!, ["run", "--config", folder["Caddyfile"], "--adapter", "caddyfile"], home);
            }
        );
    }

    [Fact]
    public async Task Nginx_as_the_sample_says()
    {
        var nginx = Sample.Program("/usr/sbin/nginx");
        Assert.SkipWhen(nginx is null, "nginx is not installed");
        await Holds(
            (folder, server, port, plain) =>
            {
                File.WriteAllText(
                    folder["site.conf"],
                    Sample.With(
                        "nginx.conf",
                        ("listen 443 ssl", $"listen 127.0.0.1:{port} ssl"),
                        ("listen 80", $"listen 127.0.0.1:{plain}"),
                        ("/etc/emergency/site.pem", folder["site.pem"]),
                        ("/etc/emergency/site.key", folder["site.key"]),
                        ("127.0.0.1:5080", server.Authority)
                    )
                );
                var places = string.Join(
                    '\n',
                    ((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(of => $"{of}_temp_path {folder[of]};")
                );
                File.WriteAllText(
                    folder["outer.conf"],
                    $"daemon off;\nmaster_process off;\npid {folder["pid"]};\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{places}\ninclude {folder["site.conf"]};\n}}\n"
                );
                return RunningProcess.Start(nginx!, ["-e", "stderr", "-c", folder["outer.conf"]]);
            }
        );
    }

    private static async Task Holds(Func<TempFolder, Uri, int, int, RunningProcess> begin)
    {
        using var folder = new TempFolder();
        using var authority = new OwnAuthority();
        authority.Write(folder, 1);
        var (port, plain) = (Sample.FreePort(), Sample.FreePort());
        var address = new Uri($"https://{OwnAuthority.Host}:{port}");
        await using var server = RunningServer.Nowhere("--proxies", "127.0.0.1", "--public-url", address.ToString());
        (await server.Command(RunningServer.OperatorPassword, "account", "add", "operator", "Operator", "411502", "own")).Code.ShouldBe(0);
        await server.Begin();
        await using var proxy = begin(folder, server.Address, port, plain);
        using var http = new HttpMessageInvoker(authority.Client());
        await Until.TrueAsync(async () => proxy.Ended || await Answers(), "the proxy answers");
        proxy.Ended.ShouldBeFalse(string.Join('\n', proxy.Lines));

        var (cookie, secure) = await Page.SignIn(http, address);
        secure.ShouldBeTrue();
        (await Page.Greeted(http, address, cookie)).ShouldBe("{}");
        using (var live = await http.SendAsync(new(HttpMethod.Get, new Uri(address, "/health/live")), CancellationToken.None))
            live.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem().ShouldBe("max-age=31536000");

        // Without https a browser is redirected, and a program is told that its address is wrong.
        var leading = authority.Client();
        leading.AllowAutoRedirect = false;
        using var unled = new HttpMessageInvoker(leading);
        foreach (
            var (path, expected) in ((string, HttpStatusCode)[])
                [
                    ("/command?realm=1", HttpStatusCode.MovedPermanently),
                    ("/api/session", HttpStatusCode.Forbidden),
                    ("/live/negotiate", HttpStatusCode.Forbidden),
                    ("/health/ready", HttpStatusCode.Forbidden),
                ]
        )
        {
            using var clear = await unled.SendAsync(
                new(HttpMethod.Get, new Uri($"http://{OwnAuthority.Host}:{plain}{path}")),
                CancellationToken.None
            );
            clear.StatusCode.ShouldBe(expected, path);
            if (expected == HttpStatusCode.MovedPermanently)
                clear.Headers.Location!.PathAndQuery.ShouldBe(path);
        }

        // Somebody who guesses passwords is held up by their real address, whatever header they send; others behind the same proxy are not.
        using var guesser = new HttpMessageInvoker(authority.Client(IPAddress.Parse("127.0.0.3")));
        using var other = new HttpMessageInvoker(authority.Client(IPAddress.Parse("127.0.0.4")));
        for (var n = 0; n < WrongTries.Most; n++)
            (await Guess(guesser, $"198.51.100.{n}")).ShouldBe(HttpStatusCode.NotFound);
        (await Guess(guesser, "198.51.100.200")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await Guess(other, "127.0.0.3")).ShouldBe(HttpStatusCode.NotFound);

        // A file of some MB comes through to the server, which itself refuses what is too large.
        using var large = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/session"))
        {
            Content = new ByteArrayContent(new byte[5_000_000]),
        };
        using var refused = await http.SendAsync(large, CancellationToken.None);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");

        async Task<bool> Answers()
        {
            try
            {
                using var live = await http.SendAsync(new(HttpMethod.Get, new Uri(address, "/health/live")), CancellationToken.None);
                return live.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        async Task<HttpStatusCode> Guess(HttpMessageInvoker from, string said)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/link/open"))
            {
                Content = JsonContent.Create(new { token = "none" }),
            };
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", said);
            using var response = await from.SendAsync(request, CancellationToken.None);
            return response.StatusCode;
        }
    }
}
