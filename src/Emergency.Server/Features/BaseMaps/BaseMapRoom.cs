namespace Emergency.Server.Features.BaseMaps;

/// <summary>What lies under the maps: files of tiles in a folder, and services that are asked in their place.</summary>
internal static class BaseMapRoom
{
    public static WebApplicationBuilder AddBaseMaps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BaseMapCatalogue>().AddSingleton<TileService>().AddSingleton<TilePace>();
        return builder;
    }

    public static RouteGroupBuilder MapBaseMaps(this RouteGroupBuilder api) => api.MapBaseMapReadings();
}
