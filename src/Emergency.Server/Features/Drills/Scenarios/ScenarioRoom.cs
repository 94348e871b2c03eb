using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Scenarios;

/// <summary>Scenario files, by which drills are played.</summary>
internal static class ScenarioRoom
{
    public static WebApplicationBuilder AddScenarios(this WebApplicationBuilder builder)
    {
        builder.AddView<ScenariosView>();
        builder.Services.AddSingleton<ScenarioSight>().AddSingleton<ScenarioLibrary>();
        return builder;
    }

    public static RouteGroupBuilder MapScenarios(this RouteGroupBuilder api) => api.MapScenarioActs();
}
