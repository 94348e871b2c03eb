using System.Collections.Immutable;
using Emergency.Domain.Pools;

namespace Emergency.Server.Features.Pools;

/// <summary>The pools of all streets, by 9-digit code. Contacts stay sealed and are opened at each use.</summary>
internal sealed record PoolsKnown(ImmutableDictionary<string, Pool> Pools)
{
    public static readonly PoolsKnown None = new(ImmutableDictionary.Create<string, Pool>(StringComparer.Ordinal));

    public Pool Of(string street) => Pools.GetValueOrDefault(street, Pool.None);
}
