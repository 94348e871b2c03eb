using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.People;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>A lot in stock; quantities in its own unit.</summary>
/// <param name="Free">Neither reserved nor issued.</param>
/// <param name="Low">Fewer than the minimum.</param>
public sealed record LotShown(LotId Id, string Name, string Category, string Unit, int Quantity, int Minimum, int Free, int Reserved, int Issued, DateOnly? ExpiresOn, bool Expired, bool Low, string Location, GeoPoint? Point, MemberId? Keeper, DateOnly? CheckedOn)
{
    public static LotShown Of(Lot lot, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(lot);
        var facts = lot.Facts;
        return new(facts.Id, facts.Name, facts.Category, facts.Unit, facts.Quantity, facts.Minimum, lot.Free, lot.Reserved.Values.Sum(), lot.Issued.Values.Sum(), facts.ExpiresOn, IsExpired(lot, today), IsLow(lot), facts.Location, facts.Point?.Point, facts.Keeper, facts.CheckedOn);
    }

    public static bool IsLow(Lot lot) => lot is not null && lot.Facts.Quantity < lot.Facts.Minimum;
    public static bool IsExpired(Lot lot, DateOnly today) => lot?.Facts.ExpiresOn < today;
}

/// <summary>What is asked of a lot; which members are needed depends on the act.</summary>
/// <param name="ReceivedBy">Who signs for what is handed out.</param>
public sealed record LotAct(TaskId? Task, int? Quantity, DateOnly? On, string? ReceivedBy = null);

/// <summary>应急物资: what there is, and who has it.</summary>
public static class SupplyEndpoints
{
    public static RouteGroupBuilder MapSupplies(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/supplies").WithTags("supplies");
        routes.MapGet("/", List).Needs(Permissions.SuppliesRead);
        routes.MapPost("/{lot:guid}/reserve", Reserve).Needs(Permissions.SuppliesEdit);
        routes.MapPost("/{lot:guid}/release", Release).Needs(Permissions.SuppliesEdit);
        routes.MapPost("/{lot:guid}/issue", Issue).Needs(Permissions.SuppliesEdit);
        routes.MapPost("/{lot:guid}/return", Return).Needs(Permissions.SuppliesEdit);
        routes.MapPost("/{lot:guid}/check", Check).Needs(Permissions.SuppliesEdit);
        return api;
    }

    /// <summary>The community's stock by name.</summary>
    public static Outcome<Page<LotShown>> List(string code, Asked asked, Known known, int? limit = null, string? next = null)
    {
        var (seen, problem) = CommunitySeen.Find(known, asked, Permissions.SuppliesRead, code);
        if (seen is null) return problem;
        var today = Shanghai.Day(asked.Now);
        var lots = known.Of<SuppliesKnown>(asked.Realm).Of(code).Lots.Values.OrderBy(Order, StringComparer.Ordinal);
        return Page.Of(lots, Order, lot => LotShown.Of(lot, today), limit, next, known.At);
    }

    /// <summary>Keeps some of a lot for a task {task, quantity}.</summary>
    public static Task<Outcome<Done>> Reserve(string code, Guid lot, LotAct body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, body, asked, known, sending, needsTask: true, needsQuantity: true, _ => new ReserveLot(new(lot), body.Task!.Value, body.Quantity!.Value, asked.Now), stop);

    /// <summary>Gives up what was kept for a task {task}.</summary>
    public static Task<Outcome<Done>> Release(string code, Guid lot, LotAct body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, body, asked, known, sending, needsTask: true, needsQuantity: false, _ => new ReleaseLot(new(lot), body.Task!.Value, asked.Now), stop);

    /// <summary>Hands out what was kept for a task, against the signature of who receives it {task, receivedBy}.</summary>
    public static async Task<Outcome<Done>> Issue(string code, Guid lot, LotAct body, Asked asked, Known known, Sending sending, ISealing sealing, CancellationToken stop)
    {
        if (Checks.Text(body.ReceivedBy, "$.receivedBy", 100, needed: true).ToList() is { Count: > 0 } faults) return Problem.Bad(faults);
        // Under the incident's key where it is for one; what is lent by hand has a key of its own.
        var key = body.Task is { } task && known.Of<SuppliesKnown>(asked.Realm).For(task).Incident is { } incident ? incident.Value : lot;
        await sealing.Ensure([key], stop);
        var signed = sealing.Seal(key, new FreeText(body.ReceivedBy!));
        return await Act(code, body, asked, known, sending, needsTask: true, needsQuantity: false, by => new IssueLot(new(lot), body.Task!.Value, signed, by, asked.Now), stop);
    }

    /// <summary>Takes back what was handed out; what is not returned {task, quantity} is used up.</summary>
    public static Task<Outcome<Done>> Return(string code, Guid lot, LotAct body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, body, asked, known, sending, needsTask: true, needsQuantity: true, by => new ReturnLot(new(lot), body.Task!.Value, body.Quantity!.Value, by, asked.Now), stop);

    /// <summary>Counted {quantity} on a day {on}; today where none is named.</summary>
    public static Task<Outcome<Done>> Check(string code, Guid lot, LotAct body, Asked asked, Known known, Sending sending, CancellationToken stop) =>
        Act(code, body, asked, known, sending, needsTask: false, needsQuantity: true, by => new CheckLot(new(lot), body.Quantity!.Value, body.On ?? Shanghai.Day(asked.Now), by, asked.Now), stop);

    private static async Task<Outcome<Done>> Act(string code, LotAct body, Asked asked, Known known, Sending sending, bool needsTask, bool needsQuantity, Func<By, Command> make, CancellationToken stop)
    {
        string[] faults = [.. Checks.Need(!needsTask || body?.Task is not null, "$.task: needed"), .. Checks.Need(!needsQuantity || body?.Quantity is >= 0, "$.quantity: 0 or more")];
        if (faults.Length > 0) return Problem.Bad(faults);
        var (seen, problem) = CommunitySeen.Find(known, asked, Permissions.SuppliesEdit, code);
        return seen is null ? problem : await seen.Send(sending, Permissions.SuppliesEdit, Entities.Supplies, make, stop);
    }

    private static string Order(Lot lot) => $"{lot.Facts.Name}\n{lot.Facts.Id}";
}
