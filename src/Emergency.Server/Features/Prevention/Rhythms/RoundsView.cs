using Emergency.Domain.Rhythms;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Rhythms;

/// <summary>Folds rounds of duties. Nobody subscribes to them.</summary>
internal sealed class RoundsView : View<RoundsKnown>
{
    protected override string FoldVersion => "2";
    public override string Name => "rounds";
    public override RoundsKnown Empty => RoundsKnown.None;

    protected override RoundsKnown Fold(RoundsKnown state, Happened happened) =>
        happened.Event switch
        {
            RoundCame e => state.With(happened.Entity.Key, e.Due),
            RoundMissed e => state.With(happened.Entity.Key, e.Due),
            _ => state,
        };
}
