using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.Orders;

/// <summary>Orders from above, and what communities ask of the street.</summary>
public static class OrderRoom
{
    public static WebApplicationBuilder AddOrders(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<GoodsView>();
        builder.Services.AddSingleton<GoodsSight>();
        builder.Services.AddSingleton<IReaction, IncidentAsksSupplies>().AddSingleton<IReaction, ShortageAsksStreet>().AddSingleton<IReaction, TasksReleaseSupplies>();
        return builder;
    }

    public static RouteGroupBuilder MapOrders(this RouteGroupBuilder api) => api.MapGoods();
}
