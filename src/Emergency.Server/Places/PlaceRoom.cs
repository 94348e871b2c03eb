using Emergency.Server.Views;

namespace Emergency.Server.Places;

/// <summary>Divisions, their boundaries, shelters.</summary>
public static class PlaceRoom
{
    public static WebApplicationBuilder AddPlaces(this WebApplicationBuilder builder) => builder.AddView<PlacesView>().AddView<SheltersView>();

    public static RouteGroupBuilder MapPlaces(this RouteGroupBuilder api) => api.MapDivisions().MapShelters();
}
