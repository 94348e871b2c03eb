using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>A drill that is played: cues, who takes part, and who came.</summary>
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
