using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>Folds what communities keep in stock; tells divisions that a stock changed, and a task's division what is promised to it and what was handed out.</summary>
public sealed class SuppliesView : View<SuppliesKnown>
{
    private const string Goods = "task-supplies", Stock = "stock";

    public override string Name => "supplies";
    public override SuppliesKnown Empty => SuppliesKnown.None;
    protected override SuppliesKnown Fork(SuppliesKnown state) => state;

    protected override SuppliesKnown Fold(SuppliesKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not SuppliesEvent stocked) return state;
        var (realm, community) = (happened.Entity.Realm, happened.Entity.Key);
        var next = state with { Stocks = state.Stocks.SetItem(community, Supplies.Evolve(state.Of(community), stocked)), At = state.At.SetItem(community, happened.Position) };
        changes.Division(realm, community, Stock, community, StockLight.Of(next, community));
        var (task, lot, incident) = stocked switch
        {
            LotReserved e => (e.Task, e.Lot, e.Incident),
            LotReleased e => (e.Task, e.Lot, null),
            LotIssued e => (e.Task, e.Lot, null),
            LotReturned e => (e.Task, e.Lot, null),
            _ => default((TaskId, LotId, IncidentId?)),
        };
        if (task == default) return next;
        var known = next.For(task);
        next = next with { Tasks = next.Tasks.SetItem(task, new(known.Incident ?? incident, known.Lots.Add(new(community, lot)))) };
        var light = TaskGoods.Of(next, task);
        changes.Division(realm, community, Goods, task.ToString(), light);
        if (light.Incident is { } concerned) changes.To(Group.Incident(realm, concerned), Goods, task.ToString(), light);
        return next;
    }

    public override void Show(SuppliesKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind == "division")
            foreach (var community in state.Stocks.Keys.Where(code => code.StartsWith(group.Id, StringComparison.Ordinal))) changes.To(group, Stock, community, StockLight.Of(state, community));
        foreach (var (task, stock) in state.Tasks)
        {
            var concerned = group.Kind switch { "incident" => stock.Incident?.ToString() == group.Id, "division" => stock.Lots.Any(key => key.Community.StartsWith(group.Id, StringComparison.Ordinal)), _ => false };
            if (concerned && TaskGoods.Of(state, task) is { Items.Count: > 0 } light) changes.To(group, Goods, task.ToString(), light);
        }
    }
}

/// <summary>That a stock changed, as it is broadcast: numbers, and the position of its newest event.</summary>
public sealed record StockLight(string Community, int Lots, int Low, long At)
{
    public static StockLight Of(SuppliesKnown known, string community)
    {
        ArgumentNullException.ThrowIfNull(known);
        var lots = known.Of(community).Lots;
        return new(community, lots.Count, lots.Values.Count(LotShown.IsLow), known.At[community].Value);
    }
}

/// <summary>What a task has from the stock now, as it is broadcast: things and numbers.</summary>
public sealed record TaskGoods(TaskId Task, IncidentId? Incident, ListOf<GoodsHeld> Items)
{
    public static TaskGoods Of(SuppliesKnown known, TaskId task)
    {
        ArgumentNullException.ThrowIfNull(known);
        return new(task, known.For(task).Incident, [.. known.LotsOf(task).Where(held => held.Lot.Holds(task)).Select(held => new GoodsHeld(held.Community, held.Lot.Facts.Id, held.Lot.Facts.Name, held.Lot.Facts.Unit, held.Lot.Reserved.GetValueOrDefault(task), held.Lot.Issued.GetValueOrDefault(task), held.Lot.Until.TryGetValue(task, out var until) ? until : null))]);
    }
}

/// <param name="Reserved">Promised until <paramref name="Until"/>, not yet fetched.</param>
/// <param name="Issued">Handed out and not yet back.</param>
public sealed record GoodsHeld(string Community, LotId Lot, string Name, string Unit, int Reserved, int Issued, DateTimeOffset? Until);
