using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.Incidents;

/// <summary>Incidents with their areas, cards, tasks and timeline.</summary>
public static class IncidentRoom
{
    public static WebApplicationBuilder AddIncidents(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<IncidentsView>();
        builder.Services.AddSingleton<IncidentSight>().AddSingleton<CardActivation>().AddSingleton<BuildingPace>().AddSingleton<ITaskSight, TaskSight>().AddSingleton<Timeline>();
        builder.Services.AddSingleton<IReaction, CaseOpensIncident>().AddSingleton<IReaction, ImpactCountsDoors>().AddSingleton<IReaction, ResidentsJoinDoors>().AddSingleton<IReaction, DoorsOpenTasks>().AddSingleton<IReaction, FactsAnswerTasks>().AddSingleton<IReaction, SceneClosesDoors>().AddSingleton<IReaction, JoinedTellsMain>();
        return builder;
    }

    public static RouteGroupBuilder MapIncidents(this RouteGroupBuilder api) => api.MapIncidentActs().MapJoining().MapEndings().MapCallers().MapAreas().MapBuildings().MapCards().MapTasks().MapTaskSupplies().MapTimeline();
}
