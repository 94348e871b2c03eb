using Emergency.Server.Features.Stock;

namespace Emergency.Server.Across.Stores;

/// <summary>Registers the links of stores to other nouns.</summary>
internal static class StoresRoom
{
    public static WebApplicationBuilder AddStores(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<INeedsSupplies, CardsNeedSupplies>();
        return builder;
    }

    public static RouteGroupBuilder MapStores(this RouteGroupBuilder api) => api.MapGoodsSources();
}
