using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Communities;

/// <summary>Folds what communities keep in stock.</summary>
public sealed class SuppliesView : View<SuppliesKnown>
{
    public override string Name => "supplies";
    public override SuppliesKnown Empty => SuppliesKnown.None;

    public override SuppliesKnown Fold(SuppliesKnown state, Happened happened, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Event is SuppliesEvent stocked ? state with { Stocks = state.Stocks.SetItem(happened.Entity.Key, Supplies.Evolve(state.Of(happened.Entity.Key), stocked)) } : state;
    }
}
