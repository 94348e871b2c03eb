using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Grids;

/// <summary>Registers grids and estates of communities.</summary>
internal static class QuarterRoom
{
    public static WebApplicationBuilder AddQuarters(this WebApplicationBuilder builder) => builder.AddView<QuartersView>();

    public static RouteGroupBuilder MapQuarters(this RouteGroupBuilder api) => api.MapQuarterActs();
}
