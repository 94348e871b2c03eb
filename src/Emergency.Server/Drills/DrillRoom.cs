using Emergency.Server.Drills.Playing;
using Emergency.Server.Drills.Reviewing;
using Emergency.Server.Drills.Scenarios;
using Emergency.Server.Reactions;
using Emergency.Server.Starting;
using Emergency.Server.Views;

namespace Emergency.Server.Drills;

/// <summary>Drills and their realms.</summary>
public static class DrillRoom
{
    public static WebApplicationBuilder AddDrills(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<DrillsView>().AddView<RealmLogView>().AddView<CuesView>();
        builder.Services.AddSingleton<DrillSight>().AddSingleton<ScenarioLibrary>().AddSingleton<Landing>().AddSingleton<Landings>().AddSingleton<CueSight>().AddSingleton<Flight>().AddSingleton<IReaction, RealCallStopsDrill>().AddSingleton<IReaction, DrillPlaysPartners>().AddSingleton<Attendance>().AddGuarded<Attendance>().AddGuarded<DrillDirector>();
        return builder;
    }

    public static RouteGroupBuilder MapDrills(this RouteGroupBuilder api) => api.MapDrillActs().MapInjects().MapSteering().MapPlayers().MapCues().MapReports().MapReview().MapImprovements();
}
