using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Warnings;

/// <summary>Registers warnings of other issuers, and our incidents as messages for others.</summary>
internal static class WarningRoom
{
    public static WebApplicationBuilder AddWarnings(this WebApplicationBuilder builder)
    {
        builder.AddView<WarningsView>();
        builder.Services.AddSingleton<CapRefusals>();
        return builder;
    }

    public static RouteGroupBuilder MapWarnings(this RouteGroupBuilder api) => api.MapWarningActs().MapIncidentCap();
}
