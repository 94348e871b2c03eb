using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>The store of a community or a street, and the history of a lot.</summary>
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

    /// <summary>What a store has, what it lacks by its minima and by the cards of the plan in force, what is lent, on its way, and expires.</summary>
    /// <param name="days">How far the look at what expires goes: 1 to 366; 60 where it is left out.</param>
    public static Outcome<StoreShown> Read(string code, Act act, Known known, StoreQuery query, int days = 60)
    {
        if (days is < 1 or > Year)
            return Problem.Bad("?days: 1 to 366");
        var (seen, problem) = StoreSeen.Find(known, act.Asked, SuppliesPermissions.Read, code);
        return seen is null ? problem : new Outcome<StoreShown>(query.Of(seen, days), known.At);
    }

    /// <summary>What happened to a lot: before and after, who, why.</summary>
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
