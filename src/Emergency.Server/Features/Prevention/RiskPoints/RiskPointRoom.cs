using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>Registers risk points (风险点): watched for years, evacuated when the figure is crossed.</summary>
internal static class RiskPointRoom
{
    public static WebApplicationBuilder AddRiskPoints(this WebApplicationBuilder builder)
    {
        builder.AddView<RiskPointsView>().AddList<ListedRiskPoints>();
        return builder;
    }

    public static RouteGroupBuilder MapRiskPoints(this RouteGroupBuilder api) => api.MapRiskPointActs();
}
