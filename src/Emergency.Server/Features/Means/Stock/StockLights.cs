using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>Tells only that a stock changed.</summary>
internal sealed class StockLights : DivisionLights<SuppliesKnown>
{
    protected override string View => "stock";

    protected override IEnumerable<string> Within(SuppliesKnown state, string division) =>
        state.Stocks.Keys.Where(code => code.StartsWith(division, StringComparison.Ordinal));

    protected override object? Of(SuppliesKnown state, string division) =>
        state.Stocks.ContainsKey(division) ? StockLight.Of(state, division) : null;
}

/// <summary>
/// Pushes reserved and issued goods of a task, while there are any, to the divisions of their stores and to the task's
/// incident.
/// </summary>
internal sealed class TaskGoodsLights : LightsOf<SuppliesKnown, TaskId>
{
    protected override string View => "task-supplies";

    // A lot can also change its name, or be removed, while tasks hold some of it.
    protected override IEnumerable<TaskId> Touched(SuppliesKnown before, SuppliesKnown after, Happened happened)
    {
        if (happened.Event is not SuppliesEvent stocked)
            return [];
        var (was, now) = (before.Of(happened.Entity.Key).Lots, after.Of(happened.Entity.Key).Lots);
        return TouchedLots
            .Of(stocked)
            .SelectMany(lot => Tasks(was.GetValueOrDefault(lot)).Concat(Tasks(now.GetValueOrDefault(lot))))
            .Distinct();
    }

    protected override IEnumerable<TaskId> Near(SuppliesKnown state, string realm, Group group) =>
        group.Kind switch
        {
            "incident" => state.Tasks.Where(pair => pair.Value.Incident?.ToString() == group.Id).Select(pair => pair.Key),
            "division" => state
                .Tasks.Where(pair => pair.Value.Lots.Any(lot => lot.Community.StartsWith(group.Id, StringComparison.Ordinal)))
                .Select(pair => pair.Key),
            _ => [],
        };

    protected override Light? Of(SuppliesKnown state, TaskId thing, string realm)
    {
        if (TaskGoods.Of(state, thing) is not { Items.Count: > 0 } goods)
            return null;
        IEnumerable<Audience> to = state
            .For(thing)
            .Lots.Select(lot => lot.Community)
            .Distinct(StringComparer.Ordinal)
            .Select(community => Audience.Division(realm, community));
        return new(
            thing.ToString(),
            () => goods,
            goods.Incident is { } incident ? [.. to, Audience.Only(Group.Incident(realm, incident))] : [.. to]
        );
    }

    private static IEnumerable<TaskId> Tasks(Lot? lot) => lot is null ? [] : lot.Reserved.Keys.Concat(lot.Issued.Keys);
}

/// <summary>Broadcast that a stock changed: numbers, and the position of its newest event.</summary>
internal sealed record StockLight(string Community, int Lots, int Low, long At)
{
    public static StockLight Of(SuppliesKnown known, string community) =>
        new(community, known.Of(community).Lots.Count, known.Low.GetValueOrDefault(community), known.At[community].Value);
}

/// <summary>Broadcast of the goods that a task has from the stock now: things and numbers.</summary>
internal sealed record TaskGoods(TaskId Task, IncidentId? Incident, ListOf<GoodsHeld> Items)
{
    public static TaskGoods Of(SuppliesKnown known, TaskId task) =>
        new(
            task,
            known.For(task).Incident,
            [
                .. known
                    .LotsOf(task)
                    .Where(held => held.Lot.Holds(task))
                    .Select(held => new GoodsHeld(
                        held.Community,
                        held.Lot.Facts.Id,
                        held.Lot.Facts.Name,
                        held.Lot.Facts.Unit,
                        held.Lot.Reserved.GetValueOrDefault(task),
                        held.Lot.Issued.GetValueOrDefault(task),
                        held.Lot.Until.TryGetValue(task, out var until) ? until : null
                    )),
            ]
        );
}

/// <param name="Reserved">Quantity reserved until <paramref name="Until"/>, not yet fetched.</param>
/// <param name="Issued">Quantity issued and not yet back.</param>
internal sealed record GoodsHeld(string Community, LotId Lot, string Name, string Unit, int Reserved, int Issued, DateTimeOffset? Until);
