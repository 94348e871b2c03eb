using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Emergency.Server.Features.Accounts.Outside;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Accounts;

/// <summary>An issuer changes its keys now and then, without notice.</summary>
public sealed class OutsideKeysTests
{
    private const string Verifier = "a-verifier-that-is-long-enough-for-anybody-43";
    private static readonly Uri Back = new("http://127.0.0.1/login");

    private static async Task<Problem?> SignIn(OutsideIssuer outside)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var (address, problem) = await outside.Address("state", "nonce", challenge, Back, CancellationToken.None);
        problem.ShouldBeNull();
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var sent = await browser.GetAsync(address);
        var code = sent.Headers.Location!.Query.Split("code=")[1].Split('&')[0];
        return (await outside.Person(code, Verifier, "nonce", Back, CancellationToken.None)).Problem;
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_looked_for_where_the_issuer_publishes_its_keys_but_not_all_the_time()
    {
        await using var issuer = await TestIssuer.Open();
        using var folder = new TempFolder();
        issuer.Options(folder, "{}");
        var settings = new Settings
        {
            Oidc = new()
            {
                Issuer = new(issuer.Name),
                ClientId = TestIssuer.Client,
                SecretFile = folder["secret"],
            },
        };
        var time = new SaidTime(TimeProvider.System.GetUtcNow());
        using var outside = new OutsideIssuer(settings, new Clock(time, new Realms()), NullLogger<OutsideIssuer>.Instance);
        (await SignIn(outside)).ShouldBeNull();
        issuer.ChangesKey();
        // The keys were fetched a moment ago: tokens of no key at all must not make us fetch each time.
        (await SignIn(outside)).ShouldBe(OutsideIssuer.Untrusted);
        time.Say(TimeProvider.System.GetUtcNow().AddSeconds(31));
        (await SignIn(outside)).ShouldBeNull();
    }
}
