using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.KeptLists;

/// <summary>Registers 常备名单, the list of people and their doors, kept on a phone or on paper before anything happens.</summary>
internal static class StandingRoom
{
    public static WebApplicationBuilder AddStandingLists(this WebApplicationBuilder builder) =>
        builder.AddView<StandingView>().AddList<ListedPapers>();

    public static RouteGroupBuilder MapStandingLists(this RouteGroupBuilder api) => api.MapStandingKeeping().MapStandingDesk();
}
