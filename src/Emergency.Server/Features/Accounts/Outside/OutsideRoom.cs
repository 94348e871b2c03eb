using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Accounts.Outside;

/// <summary>Signing in by an issuer outside.</summary>
internal static class OutsideRoom
{
    /// <summary>Reads what the operator has said of it: throws CannotStart where that is no use.</summary>
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
