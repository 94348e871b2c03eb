using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Places;

/// <summary>Registers divisions, their boundaries, shelters.</summary>
internal static class PlaceRoom
{
    public static WebApplicationBuilder AddPlaces(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BoundaryTurns>();
        return builder.AddView<PlacesView>().AddView<SheltersView>().AddList<ListedShelters>();
    }

    public static RouteGroupBuilder MapPlaces(this RouteGroupBuilder api) => api.MapDivisions().MapBoundary().MapShelters();
}
