using Emergency.Domain.GroundObjects;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>Folds things on the ground. A drill uses the real ground.</summary>
internal sealed class GroundView : View<GroundKnown>
{
    public override string Name => "ground";
    public override GroundKnown Empty => GroundKnown.None;

    protected override GroundKnown Fork(GroundKnown state) => state;

    protected override GroundKnown Fold(GroundKnown state, Happened happened) =>
        happened.Event is GroundEvent e
            ? new(state.Communities.SetItem(happened.Entity.Key, GroundFeatures.Evolve(state.Of(happened.Entity.Key), e)))
            : state;
}
