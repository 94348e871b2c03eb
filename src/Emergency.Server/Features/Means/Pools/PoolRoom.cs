using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Pools;

/// <summary>Registers the pools (下沉力量) of streets.</summary>
internal static class PoolRoom
{
    public static WebApplicationBuilder AddPools(this WebApplicationBuilder builder) => builder.AddView<PoolsView>();

    public static RouteGroupBuilder MapPools(this RouteGroupBuilder api) => api.MapPoolActs();
}
