using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>Settings of a county: its own deadlines and standards.</summary>
internal static class CountyRoom
{
    public static WebApplicationBuilder AddCounties(this WebApplicationBuilder builder, Settings settings)
    {
        builder.AddView<DeadlinesView>();
        builder.AddView<StandardsView>();
        var packs = OwnPacks.Read(settings);
        builder.Services.AddSingleton(packs).AddSingleton(packs.All);
        builder.Services.AddSingleton<IAskedAct, DeadlineAct>().AddSingleton<IAskedAct, StandardAct>();
        return builder;
    }

    public static RouteGroupBuilder MapCounties(this RouteGroupBuilder api) => api.MapDeadlines().MapStandards();
}
