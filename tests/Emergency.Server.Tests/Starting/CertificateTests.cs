using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Starting;

/// <summary>https without a proxy.</summary>
public sealed class CertificateTests
{
    private const string Anywhere = "https://127.0.0.1:0";

    [Theory]
    [InlineData("needs a certificate: name its PEM file with --certificate", "--urls", Anywhere)]
    [InlineData("is served on no address", "--certificate", "right.pem", "--urls", "http://127.0.0.1:0")]
    [InlineData("cannot be served with: Could not find file", "--certificate", "absent.pem", "--urls", Anywhere)]
    [InlineData("there is no certificate in it", "--certificate", "right.key", "--certificate-key", "right.key", "--urls", Anywhere)]
    [InlineData("the key is encrypted", "--certificate", "right.pem", "--certificate-key", "shut.key", "--urls", Anywhere)]
    [InlineData("the key is another certificate's", "--certificate", "right.pem", "--certificate-key", "other.key", "--urls", Anywhere)]
    [InlineData("cannot be served with", "--certificate", "right.pem", "--urls", Anywhere)]
    public async Task What_cannot_be_served_is_one_sentence_and_nothing_is_touched(string sentence, params string[] options)
    {
        using var folder = new TempFolder();
        using var authority = new OwnAuthority();
        var (chain, key) = authority.Sign(1);
        using var shut = ECDsa.Create();
        await File.WriteAllTextAsync(folder["right.pem"], chain);
        await File.WriteAllTextAsync(folder["right.key"], key);
        await File.WriteAllTextAsync(folder["other.key"], authority.Sign(2).Key);
        await File.WriteAllTextAsync(
            folder["shut.key"],
            shut.ExportEncryptedPkcs8PrivateKeyPem(
                "geheim",
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)
            )
        );
        var there = options.Select(one => Path.GetExtension(one) is ".pem" or ".key" ? folder[one] : one);
        var (code, lines) = await InsideServer.Command(null, ["--demo", "off", "--data", folder["data"], .. there]);
        code.ShouldBe(3, string.Join('\n', lines));
        lines.ShouldHaveSingleItem().ShouldContain(sentence);
        Directory.Exists(folder["data"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_page_signs_in_and_its_live_line_stands_over_https(string version)
    {
        using var folder = new TempFolder();
        using var authority = new OwnAuthority();
        var (certificate, key) = authority.Write(folder, 1);
        await using var server = RunningServer.Nowhere("--certificate", certificate, "--certificate-key", key);
        (await server.Command(RunningServer.OperatorPassword, "account", "add", "operator", "Operator", "411502", "own")).Code.ShouldBe(0);
        await server.Begin(Anywhere);
        using var http = new HttpMessageInvoker(authority.Client());
        var (cookie, secure) = await Page.SignIn(http, server.Address, new Version(version));
        secure.ShouldBeTrue();
        (await Page.Greeted(http, server.Address, cookie, new Version(version))).ShouldBe("{}");
        (await Page.Status(http, server.Address, cookie, new Version(version))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task That_it_ends_soon_is_said_by_health_until_a_new_one_is_there()
    {
        using var folder = new TempFolder();
        using var authority = new OwnAuthority();
        var (certificate, key) = authority.Write(folder, 1);
        await using var server = RunningServer.Nowhere("--certificate", certificate, "--certificate-key", key);
        await server.Begin(Anywhere);
        using var http = new HttpClient(authority.Client());
        (await Said()).ShouldBeNull();
        await Put(authority.Sign(2, days: 20));
        (await Said()).ShouldNotBeNull().ShouldContain("the certificate ends on ");
        await Put(authority.Sign(3, days: 22));
        (await Said()).ShouldBeNull();

        async Task Put((string Chain, string Key) pair)
        {
            await File.WriteAllTextAsync(key, pair.Key);
            await File.WriteAllTextAsync(certificate, pair.Chain);
        }

        async Task<string?> Said() =>
            (await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/health/ready"))).TryGetProperty("certificate", out var said)
                ? said.GetString()
                : null;
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_without_a_restart_and_half_of_one_is_not()
    {
        using var folder = new TempFolder();
        using var authority = new OwnAuthority();
        var (certificate, key) = authority.Write(folder, 1);
        await using var server = RunningServer.Nowhere("--certificate", certificate, "--certificate-key", key);
        await server.Begin(Anywhere);
        (await Serial()).ShouldBe("01");
        var (chain, renewed) = authority.Sign(2);
        await File.WriteAllTextAsync(certificate, chain);
        (await Serial()).ShouldBe("01", "its key is not there yet");
        (await Serial()).ShouldBe("01");
        await Until.True(() => Kept().Count > 0, "it is said");
        Kept().Count.ShouldBe(1);
        await File.WriteAllTextAsync(key, renewed);
        (await Serial()).ShouldBe("02");
        File.Delete(certificate);
        (await Serial()).ShouldBe("02");

        List<string> Kept() =>
            [.. server.Lines.Where(line => line.Contains("the certificate before it is kept", StringComparison.Ordinal))];

        async Task<string> Serial()
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = OwnAuthority.Host,
                    CertificateChainPolicy = authority.Client().SslOptions.CertificateChainPolicy,
                }
            );
            return tls.RemoteCertificate!.GetSerialNumberString();
        }
    }
}

/// <summary>First steps of a page, at any address: signs in, and opens its live line with the cookie alone.</summary>
internal static class Page
{
    public static async Task<(string Cookie, bool Secure)> SignIn(
        HttpMessageInvoker http,
        Uri address,
        Version? version = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/session"))
        {
            Content = JsonContent.Create(new { account = "operator", password = RunningServer.OperatorPassword }),
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, CancellationToken.None);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        var set = response.Headers.GetValues("Set-Cookie").ToList();
        set.Count.ShouldBe(2);
        var secure = set.Count(one => one.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        secure.ShouldBeOneOf(0, 2);
        return (string.Join("; ", set.Select(one => one.Split(';')[0])), secure == 2);
    }

    public static async Task<HttpStatusCode> Status(HttpMessageInvoker http, Uri address, string cookie, Version? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/api/session"))
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("Cookie", cookie);
        using var response = await http.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }

    /// <summary>The hub's answer to a handshake: {} where the line stands.</summary>
    public static async Task<string> Greeted(HttpMessageInvoker http, Uri address, string cookie, Version? version = null)
    {
        using var line = new ClientWebSocket();
        line.Options.HttpVersion = version ?? HttpVersion.Version11;
        line.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        line.Options.SetRequestHeader("Cookie", cookie);
        line.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        var live = new UriBuilder(new Uri(address, "/live")) { Scheme = address.Scheme == "https" ? "wss" : "ws" }.Uri;
        await line.ConnectAsync(live, http, CancellationToken.None).InTime();
        await line.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None
        );
        var buffer = new byte[1024];
        var received = await line.ReceiveAsync(buffer, CancellationToken.None).InTime();
        return Encoding.UTF8.GetString(buffer, 0, received.Count).TrimEnd('\u001e');
    }
}
