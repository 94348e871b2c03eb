using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Plans;

/// <summary>Registers emergency plans of communities.</summary>
internal static class PlanRoom
{
    public static WebApplicationBuilder AddPlans(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PlanHistory>().AddSingleton<PlanVersions>();
        return builder.AddView<PlansView>();
    }

    public static RouteGroupBuilder MapPlanActs(this RouteGroupBuilder api) => api.MapPlans().MapPlanWriting().MapPlanVersions();
}
