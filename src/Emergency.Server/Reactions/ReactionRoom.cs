using Emergency.Server.Starting;
using Emergency.Server.Views;

namespace Emergency.Server.Reactions;

/// <summary>What the server does by itself: reactions to events, and reminders when something is due.</summary>
public static class ReactionRoom
{
    public static WebApplicationBuilder AddReactions(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<DuesView>();
        builder.Services.AddSingleton<Insisting>().AddSingleton<ReactionRunner>()
            .AddSingleton<IBreakable>(services => services.GetRequiredService<ReactionRunner>())
            .AddGuarded<ReactionRunner>()
            .AddGuarded<DueClock>();
        return builder;
    }
}
