using Emergency.Server.Infrastructure.Background;

namespace Emergency.Server.Across.Injects;

/// <summary>Registers the injects of a scenario, and their way into the place where they would arrive in earnest.</summary>
internal static class InjectRoom
{
    public static WebApplicationBuilder AddInjects(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Landing>().AddSingleton<Landings>().AddSingleton<Flight>().AddGuarded<DrillDirector>();
        return builder;
    }

    public static RouteGroupBuilder MapInjecting(this RouteGroupBuilder api) => api.MapInjects().MapSteering();
}
