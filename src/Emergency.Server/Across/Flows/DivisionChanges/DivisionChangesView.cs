using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>Folds changes of streets' divisions. A finished one keeps its communities, not each thing.</summary>
internal sealed class DivisionChangesView : View<DivisionChangesKnown>
{
    public override string Name => "division-changes";
    public override DivisionChangesKnown Empty => DivisionChangesKnown.None;

    protected override DivisionChangesKnown Fold(DivisionChangesKnown state, Happened happened)
    {
        if (happened.Event is not DivisionChangeEvent e)
            return state;
        var street = happened.Entity.Key;
        var after = DivisionChange.Evolve(state.Of(street), e);
        if (after.Stage != DivisionChangeStage.Finished)
            return state with { All = state.All.SetItem(street, after) };
        after = after with { Said = after.Said.Clear() };
        return new(state.All.SetItem(street, after), state.Finished.SetItem(street, state.FinishedOf(street).Add(after)));
    }
}
