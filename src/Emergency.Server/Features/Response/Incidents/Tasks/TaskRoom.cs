namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>Registers tasks, and the cards that create them.</summary>
internal static class TaskRoom
{
    public static WebApplicationBuilder AddTasks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CardActivation>();
        return builder;
    }

    public static RouteGroupBuilder MapTaskActs(this RouteGroupBuilder api) => api.MapCards().MapTasks().MapTaskSupplies().MapHelp();
}
