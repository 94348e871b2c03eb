using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>Folds the lists that routine matters are checked against.</summary>
internal sealed class ListsView : View<ListsKnown>
{
    public override string Name => "lists";
    public override ListsKnown Empty => ListsKnown.None;

    protected override ListsKnown Fork(ListsKnown state) => state;

    protected override ListsKnown Fold(ListsKnown state, Happened happened) =>
        happened.Event is MatterListsEvent e
            ? new(state.Counties.SetItem(happened.Entity.Key, MatterLists.Evolve(state.Of(happened.Entity.Key), e)))
            : state;
}
