namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>Registers the area of an incident, the people inside, and the building where it began.</summary>
internal static class AreaRoom
{
    public static WebApplicationBuilder AddAreas(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BuildingPace>();
        return builder;
    }

    public static RouteGroupBuilder MapAreaActs(this RouteGroupBuilder api) =>
        api.MapAreas().MapBuildings().MapBuildingCards().MapPlaceSearch().MapImpact();
}
