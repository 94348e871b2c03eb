using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;

namespace Emergency.Server.Across.Stores;

/// <summary>A store that has some of the requested goods.</summary>
/// <param name="Store">The code of its community (12 digits) or street (9).</param>
/// <param name="Street">The name of the street it is in; null for the street's own store.</param>
/// <param name="Free">Number available, promised to nobody and not expired; 1 or more.</param>
internal sealed record GoodsSource(string Store, string Name, string? Street, int Free);

/// <summary>Stores that have some of the requested goods, the nearest by their codes first.</summary>
internal sealed record GoodsSources(IReadOnlyList<GoodsSource> Items);

/// <summary>Finds sources of goods that a community lacks.</summary>
internal static class GoodsSourceEndpoints
{
    private const int Most = 12;

    public static RouteGroupBuilder MapGoodsSources(this RouteGroupBuilder api)
    {
        api.MapGet("/goods/{goodsId:guid}/sources", Read).Needs(OrderPermissions.GoodsAnswer);
        return api;
    }

    /// <summary>Lists at most 12 stores in the asker's area that have some of the requested goods: in the same street first, then in the same county, then others; among these the one with most comes first.</summary>
    public static async Task<Outcome<GoodsSources>> Read(
        Guid goodsId,
        Asked asked,
        Finder<GoodsRequestKnown> finder,
        CancellationToken stop
    )
    {
        if (await finder.Find(asked, goodsId, stop) is not ({ State: var asks }, { } known))
            return Problem.NotFound;
        if (asked.Allow(OrderPermissions.GoodsAnswer, new Place(asks.Community)).Problem is { } problem)
            return problem;
        var (places, today) = (known.Of<PlacesKnown>(asked.Realm), Shanghai.Day(asked.Now));
        var stores = known
            .Of<SuppliesKnown>(asked.Realm)
            .Stocks.Where(store =>
                store.Key != asks.Community && asked.Allow(SuppliesPermissions.Read, new Place(store.Key)).Problem is null
            )
            .Select(store => (Code: store.Key, Free: Free(store.Value, asks.Item, today)))
            .Where(store => store.Free > 0)
            .OrderBy(store => Away(store.Code, asks.Community))
            .ThenByDescending(store => store.Free)
            .ThenBy(store => store.Code, StringComparer.Ordinal)
            .Take(Most);
        return new Outcome<GoodsSources>(new([.. stores.Select(store => Shown(places, store.Code, store.Free))]), known.At);
    }

    private static int Free(Supplies store, string item, DateOnly today) =>
        store.Lots.Values.Where(lot => lot.Facts.Name == item && !LotShown.IsExpired(lot, today)).Sum(lot => lot.Free);

    private static int Away(string store, string community) =>
        Divisions.Street(store) == Divisions.Street(community) ? 0
        : Divisions.County(store) == Divisions.County(community) ? 1
        : 2;

    private static GoodsSource Shown(PlacesKnown places, string code, int free) =>
        new(code, places.Name(code), Divisions.IsCommunity(code) ? places.Name(Divisions.Street(code)) : null, free);
}
