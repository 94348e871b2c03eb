using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Places;

/// <summary>Folds the register of divisions.</summary>
public sealed class PlacesView : View<PlacesKnown>
{
    public override string Name => "places";
    public override PlacesKnown Empty => PlacesKnown.None;
    protected override PlacesKnown Fork(PlacesKnown state) => state;

    protected override PlacesKnown Fold(PlacesKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not DivisionEvent divided) return state;
        var code = happened.Entity.Key;
        return state.With(code, Division.Evolve(state.Of(code)?.Facts ?? Division.None, divided));
    }
}
