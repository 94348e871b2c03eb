namespace Emergency.Server.Features.BaseMaps;

/// <summary>Base maps: files of tiles in a folder, and services that this server queries for pages.</summary>
internal static class BaseMapRoom
{
    public static WebApplicationBuilder AddBaseMaps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BaseMapCatalogue>().AddSingleton<TileService>().AddSingleton<TilePace>();
        return builder;
    }

    public static RouteGroupBuilder MapBaseMaps(this RouteGroupBuilder api) => api.MapBaseMapReadings();
}
