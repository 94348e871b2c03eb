using System.Globalization;
using System.Text.RegularExpressions;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Deploy;

/// <summary>
/// The samples of docs/operating/nodes.md before two nodes, one of which is killed: no request fails because the server is away, and
/// nothing is done twice.
/// </summary>
[Long("PostgreSQL, two nodes, a kill, processes of proxies")]
public sealed partial class ProxyBeforeTwoTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Material.Root, "docs", "operating", "nodes.md"));

    [Fact]
    public async Task Caddy_as_the_page_says()
    {
        var caddy = Sample.Program("/usr/bin/caddy");
        Assert.SkipWhen(caddy is null, "caddy is not installed");
        await Holds(
            (folder, port, one, other) =>
            {
                File.WriteAllText(
                    folder["Caddyfile"],
                    $"{{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}}\nhttp://127.0.0.1:{port} {{\n{Block("caddy", one, other)}}}\n"
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
    public async Task Nginx_as_the_page_says()
    {
        var nginx = Sample.Program("/usr/sbin/nginx");
        Assert.SkipWhen(nginx is null, "nginx is not installed");
        await Holds(
            (folder, port, one, other) =>
            {
                var places = string.Join(
                    '\n',
                    ((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(of => $"{of}_temp_path {folder[of]};")
                );
                File.WriteAllText(
                    folder["nginx.conf"],
                    $$"""
                    daemon off;
                    master_process off;
                    pid {{folder["pid"]}};
                    error_log stderr;
                    events {}
                    http {
                        access_log off;
                        {{places}}
                        {{Block("nginx", one, other)}}
                        server {
                            listen 127.0.0.1:{{port}};
                            location / {
                                proxy_pass http://emergency;
                                proxy_http_version 1.1;
                                proxy_set_header Host $http_host;
                                proxy_set_header X-Forwarded-For $remote_addr;
                                proxy_set_header X-Forwarded-Proto $scheme;
                            }
                        }
                    }
                    """
                );
                return RunningProcess.Start(nginx!, ["-e", "stderr", "-c", folder["nginx.conf"]]);
            }
        );
    }

    private static async Task Holds(Func<TempFolder, string, Uri, Uri, RunningProcess> begin)
    {
        using var folder = new TempFolder();
        string[] options =
        [
            RunningServer.Apart,
            "--proxies",
            "127.0.0.1",
            "--journal",
            await PostgresOrSkip.FreshDatabase(),
            "--master-key",
            folder["master.key"],
        ];
        await using var one = await RunningServer.Start(options);
        await using var other = await RunningServer.Beside(options);
        var port = Sample.FreePort().ToString(CultureInfo.InvariantCulture);
        await using var proxy = begin(folder, port, one.Address, other.Address);
        using var clerk = new Api(new Uri($"http://127.0.0.1:{port}"), new Newest());
        await Until.TrueAsync(async () => proxy.Ended || await Answers(clerk), "the proxy answers");
        proxy.Ended.ShouldBeFalse(string.Join('\n', proxy.Lines));
        await clerk.SignIn("operator", RunningServer.OperatorPassword);

        var first = await Import(clerk);
        await one.Kill();
        for (var n = 0; n < 20; n++)
            (await clerk.Get("/api/session")).Is(200);
        // The same act again, on the remaining node, gets the same answer.
        (await Import(clerk)).ShouldBe(first);
        (await clerk.Get("/api/imports?division=411502")).Is(200)["total"].GetInt32().ShouldBe(1);
    }

    private static async Task<string?> Import(Api by) =>
        (
            await by.Send(
                HttpMethod.Post,
                "/api/imports/divisions?division=411502&file=d.csv",
                new StringContent("code,name,kind,parent\n411502,浉河区,区,4115\n411502001,老城街道,街道,411502\n", null, "text/csv"),
                ("Idempotency-Key", "the-first-file")
            )
        )
            .Is(200)
            .String("importId");

    private static async Task<bool> Answers(Api by)
    {
        try
        {
            return (await by.Get("/health/ready")).Status == 200;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Block(string mark, Uri one, Uri other)
    {
        var text = Marked().Matches(Page).Single(found => found.Groups["mark"].Value == mark).Groups["text"].Value;
        text.ShouldContain("10.0.0.1:5080");
        return text.Replace("10.0.0.1:5080", one.Authority, StringComparison.Ordinal)
            .Replace("10.0.0.2:5080", other.Authority, StringComparison.Ordinal);
    }

    [GeneratedRegex("<!-- (?<mark>[a-z]+) -->\n```\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Marked();
}
