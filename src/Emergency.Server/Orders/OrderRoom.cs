using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.Orders;

/// <summary>Orders from above, and what communities ask of the street.</summary>
public static class OrderRoom
{
    public static WebApplicationBuilder AddOrders(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddView<GoodsView>().AddView<OrdersView>().AddView<ListsView>();
        builder.Services.AddSingleton<GoodsSight>().AddSingleton<OrderSight>();
        builder.Services.AddSingleton<IReaction, IncidentAsksSupplies>().AddSingleton<IReaction, ShortageAsksStreet>().AddSingleton<IReaction, TasksReleaseSupplies>()
            .AddSingleton<IReaction, IncidentFreesOrders>();
        return builder;
    }

    public static RouteGroupBuilder MapOrders(this RouteGroupBuilder api) => api.MapOrderActs().MapLists().MapGoods();
}
