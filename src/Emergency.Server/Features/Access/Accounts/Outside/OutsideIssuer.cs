using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Emergency.Server.Features.Accounts.Outside;

/// <summary>Claims of a valid token of the issuer.</summary>
internal sealed record OutsidePerson(IReadOnlyCollection<(string Claim, string Value)> Claims)
{
    /// <summary>Value of a claim; null where the token has none or several, because nobody could tell which is right.</summary>
    public string? Of(string? claim) =>
        Claims.Where(one => one.Claim == claim).Select(one => one.Value).ToList() is [var only] ? only : null;
}

/// <summary>
/// Client of the issuer by which people sign in (OpenID Connect Core 1.0, code flow with PKCE): no proxy, no redirect, and a timeout for
/// every wait.
/// </summary>
internal sealed partial class OutsideIssuer(Settings settings, Clock clock, ILogger<OutsideIssuer> log) : IDisposable
{
    /// <summary>Greatest difference between the issuer's clock and ours, and greatest age of a token when it arrives.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1),
        Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10),
        Apart = TimeSpan.FromSeconds(30);
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
    ];
    private readonly JsonWebTokenHandler _tokens = new();
    private readonly string? _secret = Secret(settings.Oidc);
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 16,
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(8),
        MaxResponseContentBufferSize = 512 * 1024,
    };
    private volatile Read? _read;

    private sealed record Read(OpenIdConnectConfiguration About, IReadOnlyList<SecurityKey> Keys, DateTimeOffset At);

    public static readonly Problem Unreached = new("outside.unreached", []),
        Untrusted = new("outside.untrusted", []),
        WrongTime = new("outside.time", []);

    /// <summary>Reads the secret of a client that has one; throws <see cref="CannotStart"/> where its file cannot be read.</summary>
    public static string? Secret(OidcSettings oidc) =>
        oidc.SecretFile is { } file ? SecretFile.Read("oidc:client-secret-file", file) : null;

    /// <summary>Address at the issuer where the browser signs in.</summary>
    public async Task<(Uri? Address, Problem? Problem)> Address(
        string state,
        string nonce,
        string challenge,
        Uri back,
        CancellationToken stop
    )
    {
        var (read, problem) = await About(false, stop);
        if (read is null)
            return (null, problem);
        var asks = new OpenIdConnectMessage
        {
            IssuerAddress = read.About.AuthorizationEndpoint,
            ClientId = settings.Oidc.ClientId,
            RedirectUri = back.AbsoluteUri,
            ResponseType = OpenIdConnectResponseType.Code,
            Scope = settings.Oidc.Scopes,
            State = state,
            Nonce = nonce,
        };
        asks.SetParameter("code_challenge", challenge);
        asks.SetParameter("code_challenge_method", "S256");
        return (new Uri(asks.CreateAuthenticationRequestUrl()), null);
    }

    /// <summary>Exchanges the code for a token and validates it; returns the person who has signed in there.</summary>
    public async Task<(OutsidePerson? Person, Problem? Problem)> Person(
        string code,
        string verifier,
        string nonce,
        Uri back,
        CancellationToken stop
    )
    {
        var (read, problem) = await About(false, stop);
        if (read is null)
            return (null, problem);
        var (text, refused) = await Exchange(read, code, verifier, back, stop);
        if (text is null)
            return (null, refused);
        var result = await Validate(text, read);
        // The issuer may have changed its keys since they were loaded.
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && (await About(true, stop)).Read is { } newer && newer != read)
            result = await Validate(text, newer);
        if (!result.IsValid)
        {
            Refused(log, result.Exception?.GetType().Name ?? "invalid");
            return (
                null,
                result.Exception is SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException ? WrongTime : Untrusted
            );
        }
        return Said((JsonWebToken)result.SecurityToken, nonce);
    }

    private (OutsidePerson?, Problem?) Said(JsonWebToken token, string nonce)
    {
        // Refuses critical headers, which we do not understand (RFC 7515 4.1.11), and tokens for another purpose (RFC 8725 3.11).
        if (token.TryGetHeaderValue<object>("crit", out _) || token.Typ is { Length: > 0 } typ && !IdToken(typ))
        {
            Refused(log, "header");
            return (null, Untrusted);
        }
        var (now, issued) = (clock.Now(Entities.Live), new DateTimeOffset(token.IssuedAt, TimeSpan.Zero));
        if (issued > now + Skew || issued < now - Fresh - Skew)
        {
            Refused(log, "issued at another time");
            return (null, WrongTime);
        }
        var parties = token.Claims.Where(claim => claim.Type == "azp").Select(claim => claim.Value).ToList();
        if (
            !token.TryGetPayloadValue<string>("nonce", out var said)
            || !OutsideTurn.Same(said, nonce)
            || (parties.Count > 0 && parties is not [var party])
            || (parties is [var one] && one != settings.Oidc.ClientId)
        )
        {
            Refused(log, "nonce or party");
            return (null, Untrusted);
        }
        return (new([.. token.Claims.Select(claim => (claim.Type, claim.Value))]), null);
    }

    private static bool IdToken(string typ) => typ.Equals("JWT", StringComparison.OrdinalIgnoreCase);

    private Task<TokenValidationResult> Validate(string text, Read read)
    {
        var now = clock.Now(Entities.Live).UtcDateTime;
        return _tokens.ValidateTokenAsync(
            text,
            new TokenValidationParameters
            {
                ValidIssuer = settings.Oidc.Issuer!.OriginalString,
                ValidAudience = settings.Oidc.ClientId,
                IssuerSigningKeys = read.Keys,
                ValidAlgorithms = Algorithms,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                LifetimeValidator = (from, until, _, _) =>
                    until is { } end && end > now - Skew && (from is not { } begin || begin <= now + Skew),
            }
        );
    }

    private async Task<(string? Token, Problem? Problem)> Exchange(
        Read read,
        string code,
        string verifier,
        Uri back,
        CancellationToken stop
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = back.AbsoluteUri,
            ["client_id"] = settings.Oidc.ClientId!,
            ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, read.About.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        if (_secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(
                    Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(settings.Oidc.ClientId!)}:{Uri.EscapeDataString(_secret)}")
                )
            );
        var (status, text) = await Send(request, stop);
        if (text is null || status >= 500)
            return (null, Unreached);
        if (status != StatusCodes.Status200OK)
        {
            Refused(log, $"code, {status.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            return (null, Untrusted);
        }
        return Parsed(text, json => new OpenIdConnectMessage(json)) is { IdToken: { Length: > 0 } token }
            ? (token, null)
            : (null, Untrusted);
    }

    /// <summary>Loads the issuer's metadata and keys; loads them again after ten minutes, or sooner if a key is missing.</summary>
    private async Task<(Read? Read, Problem? Problem)> About(bool again, CancellationToken stop)
    {
        var now = clock.Now(Entities.Live);
        if (_read is { } before && now - before.At < (again ? Apart : Kept) && now >= before.At)
            return (before, null);
        var address = $"{settings.Oidc.Issuer!.OriginalString.TrimEnd('/')}/.well-known/openid-configuration";
        var (status, text) = await Send(new HttpRequestMessage(HttpMethod.Get, address), stop);
        if (text is null || status != StatusCodes.Status200OK)
            return (null, Unreached);
        var about = Parsed(text, OpenIdConnectConfiguration.Create);
        if (
            about is null
            || about.Issuer != settings.Oidc.Issuer.OriginalString
            || !OidcSettings.IsSafe(about.AuthorizationEndpoint)
            || !OidcSettings.IsSafe(about.TokenEndpoint)
            || !OidcSettings.IsSafe(about.JwksUri)
        )
        {
            Refused(log, "description of the issuer");
            return (null, Untrusted);
        }
        var (found, keys) = await Send(new HttpRequestMessage(HttpMethod.Get, about.JwksUri), stop);
        if (keys is null || found != StatusCodes.Status200OK)
            return (null, Unreached);
        if (Parsed(keys, json => new JsonWebKeySet(json)) is not { } set)
            return (null, Untrusted);
        return (_read = new(about, [.. set.GetSigningKeys()], now), null);
    }

    private async Task<(int Status, string? Text)> Send(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using var response = await _http.SendAsync(request, stop);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop));
        }
        catch (Exception away)
            when (away is HttpRequestException or IOException || (away is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Refused(log, away.GetType().Name);
            return (0, null);
        }
    }

    private static T? Parsed<T>(string text, Func<string, T> parse)
        where T : class
    {
        try
        {
            return parse(text);
        }
        catch (Exception bad) when (bad is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    [LoggerMessage(LogLevel.Warning, "signing in by the issuer was refused: {Why}")]
    private static partial void Refused(ILogger log, string why);
}
