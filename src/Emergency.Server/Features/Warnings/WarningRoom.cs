using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Warnings;

/// <summary>Warnings that others issue, and our incidents as others read them.</summary>
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
