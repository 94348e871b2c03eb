using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.Warnings;

/// <summary>Warnings that others issue, and our incidents as others read them.</summary>
public static class WarningRoom
{
    public static WebApplicationBuilder AddWarnings(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<WarningsView>();
        builder.Services.AddSingleton<WarningSight>().AddSingleton<IReaction, MessagesEndWarnings>().AddSingleton<IReaction, WarningsAreCalled>();
        return builder;
    }

    public static RouteGroupBuilder MapWarnings(this RouteGroupBuilder api) => api.MapWarningActs().MapIncidentCap();
}
