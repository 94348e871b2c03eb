using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Planning;

/// <summary>
/// Registers the parts of a plan that need other nouns: its annexes from the registers, its paper, and its trial at a table.
/// </summary>
internal static class PlanningRoom
{
    public static WebApplicationBuilder AddPlanning(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSingleton(PlanLayout.Read(settings));
        return builder;
    }

    public static RouteGroupBuilder MapPlanning(this RouteGroupBuilder api) => api.MapPlanAnnexes().MapPlanPapers().MapPlanTrials();
}
