using System.Diagnostics.CodeAnalysis;

namespace Emergency.Server.Foundation;

/// <summary>The issuer by which people can sign in (OpenID Connect). All null: there is none.</summary>
internal sealed record OidcSettings
{
    /// <summary>The issuer's name as its tokens give it, compared letter by letter.</summary>
    public Uri? Issuer { get; init; }

    /// <summary>Name by which the issuer knows this installation.</summary>
    public string? ClientId { get; init; }

    /// <summary>File of the secret that the issuer gave; null: it gave none.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Scopes requested from the issuer, separated by spaces; "openid" must be among them.</summary>
    public string Scopes { get; init; } = "openid profile";

    /// <summary>File (JSON) that maps the issuer's claims to accounts and roles.</summary>
    public string? Mapping { get; init; }

    /// <summary>Label of the issuer's button on the sign-in page.</summary>
    public string Name { get; init; } = "统一身份认证";

    /// <summary>Text that names the missing settings; null where none is missing, or no issuer is configured.</summary>
    public string? Fault() =>
        this == new OidcSettings() || (Issuer is not null && ClientId is not null && Mapping is not null)
            ? null
            : "oidc: issuer, client-id and mapping are needed together";

    /// <summary>True for https, or for this machine itself: codes and tokens go over nothing else.</summary>
    public static bool IsSafe([NotNullWhen(true)] string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback));
}
