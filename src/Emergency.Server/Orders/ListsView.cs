using System.Collections.Immutable;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Orders;

/// <summary>The lists of each county, by its 6-digit code.</summary>
public sealed record ListsKnown(ImmutableDictionary<string, MatterLists> Counties)
{
    public static readonly ListsKnown None = new(ImmutableDictionary<string, MatterLists>.Empty);

    public MatterLists Of(string county) => Counties.GetValueOrDefault(county, MatterLists.None);
}

/// <summary>Folds the lists that routine matters are checked against.</summary>
public sealed class ListsView : View<ListsKnown>
{
    public override string Name => "lists";
    public override ListsKnown Empty => ListsKnown.None;
    protected override ListsKnown Fork(ListsKnown state) => state;

    protected override ListsKnown Fold(ListsKnown state, Happened happened, Changes changes)
    {
        return happened.Event is MatterListsEvent e ? new(state.Counties.SetItem(happened.Entity.Key, MatterLists.Evolve(state.Of(happened.Entity.Key), e))) : state;
    }
}
