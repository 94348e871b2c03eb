using Emergency.Server.Views;

namespace Emergency.Server.Drills.Scenarios;

/// <summary>Scenario files: what drills are played by.</summary>
public static class ScenarioRoom
{
    public static WebApplicationBuilder AddScenarios(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<ScenariosView>();
        builder.Services.AddSingleton<ScenarioSight>();
        return builder;
    }

    public static RouteGroupBuilder MapScenarios(this RouteGroupBuilder api) => api.MapScenarioActs();
}
