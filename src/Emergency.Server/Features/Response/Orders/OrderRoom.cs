using Emergency.Server.Features.Attachments;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>Registers orders, and communities' requests to the street.</summary>
internal static class OrderRoom
{
    public static WebApplicationBuilder AddOrders(this WebApplicationBuilder builder)
    {
        builder.AddView<GoodsView>().AddView<OrdersView>().AddView<ListsView>().AddList<ListedOrders>();
        builder.Services.AddSingleton<OrderSight>().AddSingleton<IAttachmentOwners, OrderAttachments>();
        return builder;
    }

    public static RouteGroupBuilder MapOrders(this RouteGroupBuilder api) => api.MapOrderActs().MapLists().MapMatters().MapGoods();
}
