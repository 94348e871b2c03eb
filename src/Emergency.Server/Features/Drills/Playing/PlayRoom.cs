using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>Playing a drill: cues, players, and attendance.</summary>
internal static class PlayRoom
{
    public static WebApplicationBuilder AddPlaying(this WebApplicationBuilder builder)
    {
        builder.AddView<CuesView>();
        builder.Services.AddSingleton<Attendance>().AddGuarded<Attendance>();
        return builder;
    }

    public static RouteGroupBuilder MapPlaying(this RouteGroupBuilder api) => api.MapPlayers().MapCues();
}
