namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>Tasks, and the cards that make them.</summary>
internal static class TaskRoom
{
    public static WebApplicationBuilder AddTasks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CardActivation>();
        return builder;
    }

    public static RouteGroupBuilder MapTaskActs(this RouteGroupBuilder api) => api.MapCards().MapTasks().MapTaskSupplies().MapHelp();
}
