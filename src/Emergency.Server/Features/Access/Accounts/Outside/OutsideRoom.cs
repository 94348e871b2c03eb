using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Accounts.Outside;

/// <summary>Signing in by an external issuer.</summary>
internal static class OutsideRoom
{
    /// <summary>Reads the operator's settings of the issuer; throws CannotStart where they are unusable.</summary>
    public static WebApplicationBuilder AddOutside(this WebApplicationBuilder builder, Settings settings)
    {
        if (settings.Oidc.Fault() is { } fault)
            throw new Engine.CannotStart(fault);
        if (settings.Oidc.Mapping is { } file)
            OutsideMapping.Read(file, settings);
        OutsideIssuer.Secret(settings.Oidc);
        builder.Services.AddSingleton<OutsideIssuer>().AddSingleton<OutsideSignIn>();
        return builder;
    }
}
