using System.Diagnostics.CodeAnalysis;

namespace Emergency.Server.Foundation;

/// <summary>The issuer by which people may sign in (OpenID Connect); all null: there is none.</summary>
internal sealed record OidcSettings
{
    /// <summary>As its tokens name it: compared letter by letter.</summary>
    public Uri? Issuer { get; init; }

    /// <summary>Under which name the issuer knows this installation.</summary>
    public string? ClientId { get; init; }

    /// <summary>File of the secret that the issuer gave; null: it gave none.</summary>
    public string? SecretFile { get; init; }

    /// <summary>What is asked of it, separated by spaces; "openid" among them.</summary>
    public string Scopes { get; init; } = "openid profile";

    /// <summary>File (JSON) that says what its claims mean here.</summary>
    public string? Mapping { get; init; }

    /// <summary>What the button on the sign-in page calls it.</summary>
    public string Name { get; init; } = "统一身份认证";

    /// <summary>What is missing; null where nothing is, or nothing was said.</summary>
    public string? Fault() =>
        this == new OidcSettings() || (Issuer is not null && ClientId is not null && Mapping is not null)
            ? null
            : "oidc: issuer, client-id and mapping are needed together";

    /// <summary>https, or this machine itself: a code or token goes over nothing else.</summary>
    public static bool IsSafe([NotNullWhen(true)] string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback));
}
