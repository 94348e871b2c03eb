using System.Collections.Immutable;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Places;

/// <summary>Folds the register of divisions.</summary>
internal sealed class PlacesView : View<PlacesKnown>
{
    public override string Name => "places";
    protected override string FoldVersion => "2";
    public override PlacesKnown Empty => PlacesKnown.None;
    protected override IEnumerable<KeptAs> Keeping =>
        [KeptAs.Make<PlacesKnown, ImmutableDictionary<string, Division>>(static places => places.Facts, PlacesKnown.From)];

    protected override IReadOnlyList<ILights<PlacesKnown>> Lights { get; } = [new BoundaryLights()];

    protected override PlacesKnown Fork(PlacesKnown state) => state;

    protected override PlacesKnown Fold(PlacesKnown state, Happened happened)
    {
        if (happened.Event is not DivisionEvent divided)
            return state;
        var code = happened.Entity.Key;
        return state.With(code, Division.Evolve(state.Of(code)?.Facts ?? Division.None, divided));
    }
}
