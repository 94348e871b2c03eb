using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>探访: who is visited when, by whom, and what came of it.</summary>
internal static class VisitRoom
{
    public static WebApplicationBuilder AddVisits(this WebApplicationBuilder builder)
    {
        builder.AddView<VisitsView>();
        builder.Services.AddSingleton<VisitHistory>();
        return builder;
    }

    public static RouteGroupBuilder MapVisits(this RouteGroupBuilder api) => api.MapVisitReads().MapVisitOverviews().MapVisitActs();
}
