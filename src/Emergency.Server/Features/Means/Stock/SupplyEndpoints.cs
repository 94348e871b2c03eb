using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Server.Features.Communities;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Stock;

/// <summary>A lot in stock; quantities in its own unit.</summary>
/// <param name="Free">Quantity neither reserved nor issued.</param>
/// <param name="Low">True when below the minimum.</param>
internal sealed record LotShown(
    LotId Id,
    string Name,
    string Category,
    string Unit,
    int Quantity,
    int Minimum,
    int Free,
    int Reserved,
    int Issued,
    DateOnly? ExpiresOn,
    bool Expired,
    bool Low,
    string Location,
    GeoPoint? Point,
    MemberId? Keeper,
    DateOnly? CheckedOn
)
{
    public static LotShown Of(Lot lot, DateOnly today)
    {
        var facts = lot.Facts;
        return new(
            facts.Id,
            facts.Name,
            facts.Category,
            facts.Unit,
            facts.Quantity,
            facts.Minimum,
            lot.Free,
            lot.Reserved.Values.Sum(),
            lot.Issued.Values.Sum(),
            facts.ExpiresOn,
            IsExpired(lot, today),
            IsLow(lot),
            facts.Location,
            facts.Point?.Point,
            facts.Keeper,
            facts.CheckedOn
        );
    }

    public static bool IsLow(Lot lot) => lot is not null && lot.Facts.Quantity < lot.Facts.Minimum;

    public static bool IsExpired(Lot lot, DateOnly today) => lot?.Facts.ExpiresOn < today;
}

/// <summary>An act on a lot. The act decides which members are needed.</summary>
/// <param name="ReceivedBy">Person who signs for the goods.</param>
internal sealed record LotAct(TaskId? Task, int? Quantity, DateOnly? On, string? ReceivedBy = null);

/// <summary>Endpoints for emergency supplies (应急物资): stock and holders.</summary>
internal static class SupplyEndpoints
{
    public static RouteGroupBuilder MapSupplies(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/supplies").WithTags("supplies");
        routes.MapGet("/", List).Needs(SuppliesPermissions.Read);
        routes.MapPost("/{lot:guid}/reserve", Reserve).Needs(SuppliesPermissions.Edit);
        routes.MapPost("/{lot:guid}/release", Release).Needs(SuppliesPermissions.Edit);
        routes.MapPost("/{lot:guid}/issue", Issue).Needs(SuppliesPermissions.Edit);
        routes.MapPost("/{lot:guid}/return", Return).Needs(SuppliesPermissions.Edit);
        routes.MapPost("/{lot:guid}/check", Check).Needs(SuppliesPermissions.Edit);
        return api;
    }

    /// <summary>The community's stock by name.</summary>
    public static Outcome<Page<LotShown>> List(string code, Asked asked, Known known, int? limit = null, string? next = null)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, SuppliesPermissions.Read, code);
        if (seen is null)
            return problem;
        var today = Shanghai.Day(asked.Now);
        var lots = known.Of<SuppliesKnown>(asked.Realm).Of(code).Lots.Values;
        return Page.Of(lots, Order, lot => LotShown.Of(lot, today), limit, next, known.At);
    }

    /// <summary>Reserves some of a lot for a task {task, quantity}.</summary>
    public static Task<Outcome<Done>> Reserve(string code, Guid lot, LotAct body, Known known, Act act) =>
        Refused<Done>([.. NoTask(body), .. NoQuantity(body)])
        ?? On(code, known, act).Done(_ => new ReserveLot(new(lot), body.Task!.Value, body.Quantity!.Value, act.Now));

    /// <summary>Gives up the reservation of a task {task}.</summary>
    public static Task<Outcome<Done>> Release(string code, Guid lot, LotAct body, Known known, Act act) =>
        Refused<Done>(NoTask(body)) ?? On(code, known, act).Done(_ => new ReleaseLot(new(lot), body.Task!.Value, act.Now));

    /// <summary>Hands out the goods reserved for a task, against the receiver's signature {task, receivedBy}.</summary>
    public static Task<Outcome<Done>> Issue(string code, Guid lot, LotAct body, Known known, Act act) =>
        Refused<Done>(Checks.Text(body.ReceivedBy, "$.receivedBy", 100, needed: true))
        ?? Refused<Done>(NoTask(body))
        ?? On(code, known, act)
            .Done(async _ =>
            {
                // Sealed under the incident's key where the task has an incident; goods issued by hand use the lot's own key.
                var key = known.Of<SuppliesKnown>(act.Asked.Realm).For(body.Task!.Value).Incident is { } incident ? incident.Value : lot;
                var signed = await act.Seal(key, new FreeText(body.ReceivedBy!));
                return by => new IssueLot(new(lot), body.Task.Value, signed, by, act.Now);
            });

    /// <summary>Takes back goods that were handed out. Goods not returned {task, quantity} are used up.</summary>
    public static Task<Outcome<Done>> Return(string code, Guid lot, LotAct body, Known known, Act act) =>
        Refused<Done>([.. NoTask(body), .. NoQuantity(body)])
        ?? On(code, known, act).Done(by => new ReturnLot(new(lot), body.Task!.Value, body.Quantity!.Value, by, act.Now));

    /// <summary>Records a count {quantity} on a day {on}; today where none is named.</summary>
    public static Task<Outcome<Done>> Check(string code, Guid lot, LotAct body, Known known, Act act) =>
        Refused<Done>(NoQuantity(body))
        ?? On(code, known, act).Done(by => new CheckLot(new(lot), body.Quantity!.Value, body.On ?? Shanghai.Day(act.Now), by, act.Now));

    private static ActOn<CommunitySeen> On(string code, Known known, Act act) =>
        act.OnCommunity(known, code, SuppliesPermissions.Edit, Entities.Supplies);

    private static IEnumerable<string> NoTask(LotAct? body) => Checks.Need(body?.Task is not null, "$.task: needed");

    private static IEnumerable<string> NoQuantity(LotAct? body) => Checks.Need(body?.Quantity is >= 0, "$.quantity: 0 or more");

    private static string Order(Lot lot) => $"{lot.Facts.Name}\n{lot.Facts.Id}";
}
