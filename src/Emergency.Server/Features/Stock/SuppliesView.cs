using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Stock;

/// <summary>Folds what communities keep in stock, and which lots each task has something of.</summary>
internal sealed class SuppliesView : View<SuppliesKnown>
{
    public override string Name => "supplies";
    protected override string FoldVersion => "2";
    public override SuppliesKnown Empty => SuppliesKnown.None;

    protected override SuppliesKnown Fork(SuppliesKnown state) => state;

    protected override IReadOnlyList<ILights<SuppliesKnown>> Lights { get; } = [new StockLights(), new TaskGoodsLights()];

    protected override SuppliesKnown Fold(SuppliesKnown state, Happened happened)
    {
        if (happened.Event is not SuppliesEvent stocked)
            return state;
        var community = happened.Entity.Key;
        var next = state with
        {
            Stocks = state.Stocks.SetItem(community, Supplies.Evolve(state.Of(community), stocked)),
            At = state.At.SetItem(community, happened.Position),
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
}
