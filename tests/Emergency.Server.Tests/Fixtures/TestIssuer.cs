using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>An issuer of OpenID Connect on this machine: signs in the accounts it is told to, and lies where a test wants it to.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Client = "emergency",
        Secret = "pear-lantern-52";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Back)> _codes = new(StringComparer.Ordinal);
    private RSA _key = RSA.Create(2048);

    private TestIssuer()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use((context, next) => Down ? Gone(context) : next(context));
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(About()));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { Key() } }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", Token);
    }

    public static async Task<TestIssuer> Open()
    {
        var issuer = new TestIssuer();
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>Its address, as its tokens name it.</summary>
    public Uri Address => new(_app.Urls.First());
    public string Name => _app.Urls.First();

    /// <summary>True: it answers everything with 503.</summary>
    public bool Down { get; set; }

    /// <summary>True: its tokens are signed by a key that it does not publish.</summary>
    public bool SignsOtherwise { get; set; }

    /// <summary>The name that it gives itself in its description.</summary>
    public string? CallsItself { get; set; }

    /// <summary>True: it refuses to sign anybody in.</summary>
    public bool Refuses { get; set; }

    /// <summary>Values in the head of its tokens, beside or in place of the right ones.</summary>
    public IDictionary<string, object> Heads { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Values in the next tokens; names that are missing here are as they should be.</summary>
    public IDictionary<string, object> Says { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Signs with another key from now on, and publishes that one.</summary>
    public void ChangesKey() => _key = RSA.Create(2048);

    /// <summary>The settings of a server that signs in by this issuer.</summary>
    /// <param name="folder">Folder for its files.</param>
    public string[] Options(TempFolder folder, string mapping)
    {
        ArgumentNullException.ThrowIfNull(folder);
        File.WriteAllText(folder["secret"], $"{Secret}\n");
        File.WriteAllText(folder["mapping.json"], mapping);
        return
        [
            "--oidc:issuer",
            Name,
            "--oidc:client-id",
            Client,
            "--oidc:client-secret-file",
            folder["secret"],
            "--oidc:mapping",
            folder["mapping.json"],
            "--oidc:name",
            "省统一认证",
        ];
    }

    private static Task Gone(HttpContext context)
    {
        context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
        return Task.CompletedTask;
    }

    private object About() =>
        new
        {
            issuer = CallsItself ?? Name,
            authorization_endpoint = $"{Name}/authorize",
            token_endpoint = $"{Name}/token",
            jwks_uri = $"{Name}/keys",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        };

    private object Key()
    {
        var made = _key.ExportParameters(false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = Id(_key),
            n = Base64Url.EncodeToString(made.Modulus),
            e = Base64Url.EncodeToString(made.Exponent),
        };
    }

    private static string Id(RSA key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportRSAPublicKey()))[..16];

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        var (state, back) = (asked["state"].ToString(), asked["redirect_uri"].ToString());
        if (
            asked["client_id"] != Client
            || asked["response_type"] != "code"
            || asked["code_challenge_method"] != "S256"
            || !$" {asked["scope"]} ".Contains(" openid ", StringComparison.Ordinal)
        )
            return Results.BadRequest();
        if (Refuses)
            return Results.Redirect($"{back}?error=access_denied&state={Uri.EscapeDataString(state)}");
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (asked["code_challenge"].ToString(), asked["nonce"].ToString(), back);
        return Results.Redirect($"{back}?code={code}&state={Uri.EscapeDataString(state)}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Client}:{Secret}"));
        if (request.Headers.Authorization != $"Basic {basic}")
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (
            !_codes.TryRemove(form["code"].ToString(), out var given)
            || form["grant_type"] != "authorization_code"
            || given.Challenge != challenge
            || given.Back != form["redirect_uri"]
        )
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        return Results.Json(
            new
            {
                access_token = "nothing-is-asked-with-it",
                token_type = "Bearer",
                id_token = Signed(given.Nonce),
            }
        );
    }

    private string Signed(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = Name,
            ["aud"] = Client,
            ["sub"] = "1",
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 300,
            ["nonce"] = nonce,
        };
        foreach (var (name, value) in Says)
            claims[name] = value;
        using var another = RSA.Create(2048);
        var key = SignsOtherwise ? another : _key;
        var signing = new RsaSecurityKey(key.ExportParameters(true)) { KeyId = Id(_key) };
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var credentials = new SigningCredentials(signing, SecurityAlgorithms.RsaSha256);
        var text = System.Text.Json.JsonSerializer.Serialize(claims);
        return Heads.Count == 0 ? handler.CreateToken(text, credentials) : handler.CreateToken(text, credentials, Heads);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
