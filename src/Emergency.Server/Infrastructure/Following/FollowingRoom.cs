using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>Registers the followers of the feed: reactions to events, and the clock of due times.</summary>
internal static class FollowingRoom
{
    public static WebApplicationBuilder AddFollowing(this WebApplicationBuilder builder)
    {
        builder.AddView<DuesView>();
        builder
            .Services.AddSingleton<Insisting>()
            .AddSingleton<ReactionRunner>()
            .AddSingleton<IBreakable>(services => services.GetRequiredService<ReactionRunner>())
            .AddGuarded<ReactionRunner>()
            .AddGuarded<DueClock>();
        return builder;
    }
}
