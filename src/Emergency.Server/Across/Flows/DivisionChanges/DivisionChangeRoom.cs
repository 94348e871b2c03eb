using Emergency.Server.Features.Confirmations;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>撤并/拆分: communities that their street splits or merges.</summary>
internal static class DivisionChangeRoom
{
    public static WebApplicationBuilder AddDivisionChanges(this WebApplicationBuilder builder)
    {
        builder.AddView<DivisionChangesView>();
        builder.Services.AddSingleton<IAskedAct, DivisionChangeAct>().AddSingleton<EndedPasts>().AddGuarded<ThingsGo>();
        return builder;
    }

    public static RouteGroupBuilder MapDivisionChanges(this RouteGroupBuilder api) => api.MapDivisionChangeActs().MapEnded();
}
