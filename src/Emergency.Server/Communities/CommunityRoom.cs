using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>What a community has: plan, team, stock.</summary>
public static class CommunityRoom
{
    public static WebApplicationBuilder AddCommunities(this WebApplicationBuilder builder) => builder.AddView<PlansView>().AddView<TeamsView>().AddView<SuppliesView>();

    public static RouteGroupBuilder MapCommunities(this RouteGroupBuilder api) => api.MapCommunity().MapPlans().MapTeams().MapRoster().MapSupplies();
}
