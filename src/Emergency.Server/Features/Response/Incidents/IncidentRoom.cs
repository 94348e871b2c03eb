using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Incidents;

/// <summary>Registers incidents: reported, placed, graded, and their callers.</summary>
internal static class IncidentRoom
{
    public static WebApplicationBuilder AddIncidents(this WebApplicationBuilder builder)
    {
        builder.AddView<IncidentsView>();
        builder.Services.AddSingleton<IncidentSight>().AddSingleton<IRecalls, TasksRecalled>();
        return builder;
    }

    public static RouteGroupBuilder MapIncidents(this RouteGroupBuilder api) => api.MapIncidentActs().MapCallers();
}
