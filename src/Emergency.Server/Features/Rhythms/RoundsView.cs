using Emergency.Domain.Rhythms;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Rhythms;

/// <summary>Folds what came round; nobody watches it live.</summary>
internal sealed class RoundsView : View<RoundsKnown>
{
    public override string Name => "rounds";
    public override RoundsKnown Empty => RoundsKnown.None;

    protected override RoundsKnown Fold(RoundsKnown state, Happened happened) =>
        happened.Event switch
        {
            RoundCame e => new(state.Last.SetItem(happened.Entity.Key, e.Due)),
            RoundMissed e => new(state.Last.SetItem(happened.Entity.Key, e.Due)),
            _ => state,
        };
}
