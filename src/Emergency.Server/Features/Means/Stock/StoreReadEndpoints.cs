using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>Endpoints that load the store of a community or a street, and the history of a lot.</summary>
internal static class StoreReadEndpoints
{
    private const int Year = 366;

    public static RouteGroupBuilder MapStoreReading(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/stores/{code}").WithTags("supplies");
        routes.MapGet("/", Read).Needs(SuppliesPermissions.Read);
        routes.MapGet("/lots/{lot:guid}/history", History).Needs(SuppliesPermissions.Count);
        return api;
    }

    /// <summary>
    /// Stock of a store, gaps against its minima and the cards of the plan in force, loans, transfers on their way, and
    /// expiring goods.
    /// </summary>
    /// <param name="days">Days ahead for which expiring goods are shown: 1 to 366; 60 where it is left out.</param>
    public static Outcome<StoreShown> Read(string code, Act act, Known known, StoreQuery query, int days = 60)
    {
        if (days is < 1 or > Year)
            return Problem.Bad("?days: 1 to 366");
        var (seen, problem) = StoreSeen.Find(known, act.Asked, SuppliesPermissions.Read, code);
        return seen is null ? problem : new Outcome<StoreShown>(query.Of(seen, days), known.At);
    }

    /// <summary>Events of a lot: quantities before and after, actor, reason.</summary>
    public static async Task<Outcome<LotHistoryShown>> History(string code, Guid lot, Act act, Known known, LotHistory history)
    {
        var (seen, problem) = StoreSeen.Find(known, act.Asked, SuppliesPermissions.Count, code);
        if (seen is null)
            return problem;
        if (!seen.State.Lots.ContainsKey(new LotId(lot)))
            return Problem.Of(Supplies.UnknownLot, lot.ToString());
        return new Outcome<LotHistoryShown>(new(await history.Of(seen, new(lot), act.Stop), known.At.Value), known.At);
    }
}
