using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Patrols;

/// <summary>Registers patrols (巡查): rounds of stops with a rhythm.</summary>
internal static class PatrolRoom
{
    public static WebApplicationBuilder AddPatrols(this WebApplicationBuilder builder)
    {
        builder.AddView<PatrolsView>().AddList<ListedPatrols>();
        return builder;
    }

    public static RouteGroupBuilder MapPatrols(this RouteGroupBuilder api) => api.MapPatrolActs();
}
