using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.Drills;

/// <summary>Drills and their realms.</summary>
public static class DrillRoom
{
    public static WebApplicationBuilder AddDrills(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<DrillsView>().AddView<RealmLogView>();
        builder.Services.AddSingleton<DrillSight>().AddSingleton<Scenarios>().AddSingleton<IReaction, RealCallStopsDrill>().AddSingleton<IReaction, DrillPlaysPartners>().AddHostedService<DrillDirector>();
        return builder;
    }

    public static RouteGroupBuilder MapDrills(this RouteGroupBuilder api) => api.MapDrillActs().MapInjects().MapReports().MapReview().MapImprovements();
}
