using System.Collections.Immutable;
using Emergency.Domain.Pools;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Pools;

/// <summary>The pools of all streets, by 9-digit code. Contacts stay sealed: who reads one opens it.</summary>
internal sealed record PoolsKnown(ImmutableDictionary<string, Pool> Pools)
{
    public static readonly PoolsKnown None = new(ImmutableDictionary.Create<string, Pool>(StringComparer.Ordinal));

    public Pool Of(string street) => Pools.GetValueOrDefault(street, Pool.None);
}

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
