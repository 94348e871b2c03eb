using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>Registers emergency teams of communities and their duty rosters.</summary>
internal static class TeamRoom
{
    public static WebApplicationBuilder AddTeams(this WebApplicationBuilder builder) => builder.AddView<TeamsView>().AddList<ListedTeam>();

    public static RouteGroupBuilder MapTeamActs(this RouteGroupBuilder api) =>
        api.MapTeams().MapMembers().MapUpkeep().MapRoster().MapSwaps().MapTeamOverview();
}
