namespace Emergency.Server.Features.Incidents.Areas;

/// <summary>The area of an incident, who is inside, and the building it began in.</summary>
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
