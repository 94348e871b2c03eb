using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Volunteers;

/// <summary>Registers volunteers of communities.</summary>
internal static class VolunteerRoom
{
    public static WebApplicationBuilder AddVolunteers(this WebApplicationBuilder builder) =>
        builder.AddView<VolunteersView>().AddList<ListedVolunteers>();

    public static RouteGroupBuilder MapVolunteers(this RouteGroupBuilder api) => api.MapVolunteerActs();
}
