using Emergency.Server.Foundation;

namespace Emergency.Server.CrossFeature.Planning;

/// <summary>What a plan has of other nouns: its annexes from the registers, its paper, and the table it is tried at.</summary>
internal static class PlanningRoom
{
    public static WebApplicationBuilder AddPlanning(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSingleton(PlanLayout.Read(settings));
        return builder;
    }

    public static RouteGroupBuilder MapPlanning(this RouteGroupBuilder api) => api.MapPlanAnnexes().MapPlanPapers().MapPlanTrials();
}
