using Emergency.Domain.Pools;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Pools;

/// <summary>Folds pools.</summary>
internal sealed class PoolsView : View<PoolsKnown>
{
    public override string Name => "pools";
    public override PoolsKnown Empty => PoolsKnown.None;

    protected override PoolsKnown Fold(PoolsKnown state, Happened happened) =>
        happened.Event is PoolEvent e
            ? new(state.Pools.SetItem(happened.Entity.Key, Pool.Evolve(state.Of(happened.Entity.Key), e)))
            : state;
}
