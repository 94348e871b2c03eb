using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>Folds the stocks of communities, and the lots of which each task has something.</summary>
internal sealed class SuppliesView : View<SuppliesKnown>
{
    public override string Name => "supplies";
    protected override string FoldVersion => "3";
    public override SuppliesKnown Empty => SuppliesKnown.None;

    protected override SuppliesKnown Fork(SuppliesKnown state) => state;

    protected override IReadOnlyList<ILights<SuppliesKnown>> Lights { get; } = [new StockLights(), new TaskGoodsLights()];

    protected override SuppliesKnown Fold(SuppliesKnown state, Happened happened)
    {
        if (happened.Event is not SuppliesEvent stocked)
            return state;
        var community = happened.Entity.Key;
        var (before, after) = (state.Of(community), Supplies.Evolve(state.Of(community), stocked));
        var low = TouchedLots.Of(stocked).Sum(lot => Low(after, lot) - Low(before, lot));
        var next = state with
        {
            Stocks = state.Stocks.SetItem(community, after),
            At = state.At.SetItem(community, happened.Position),
            Low = low == 0 ? state.Low : state.Low.SetItem(community, state.Low.GetValueOrDefault(community) + low),
        };
        if (stocked is not LotForTask { Task: var task, Lot: var lot })
            return next;
        var known = next.For(task);
        return next with
        {
            Tasks = next.Tasks.SetItem(
                task,
                new(known.Incident ?? (stocked as LotReserved)?.Incident, known.Lots.Add(new(community, lot)))
            ),
        };
    }

    private static int Low(Supplies stock, LotId lot) => stock.Lots.TryGetValue(lot, out var known) && LotShown.IsLow(known) ? 1 : 0;
}
