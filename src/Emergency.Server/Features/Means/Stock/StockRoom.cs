using Emergency.Server.Features.Attachments;
using Emergency.Server.Infrastructure.Listing;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>Registers the stock of communities.</summary>
internal static class StockRoom
{
    public static WebApplicationBuilder AddStock(this WebApplicationBuilder builder) =>
        Services(builder.AddView<SuppliesView>().AddList<ListedSupplies>().AddList<ListedLoans>());

    public static RouteGroupBuilder MapStock(this RouteGroupBuilder api) => api.MapSupplies().MapStoreReading().MapStoreActs();

    private static WebApplicationBuilder Services(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoreQuery>().AddSingleton<LotHistory>().AddSingleton<IAttachmentOwners, LotAttachments>();
        return builder;
    }
}
