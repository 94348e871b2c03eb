using Emergency.Server.Infrastructure.Background;

namespace Emergency.Server.CrossFeature.Injects;

/// <summary>What a scenario brings into a drill, and how it gets to where it would come from in earnest.</summary>
internal static class InjectRoom
{
    public static WebApplicationBuilder AddInjects(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Landing>().AddSingleton<Landings>().AddSingleton<Flight>().AddGuarded<DrillDirector>();
        return builder;
    }

    public static RouteGroupBuilder MapInjecting(this RouteGroupBuilder api) => api.MapInjects().MapSteering();
}
