using Emergency.Domain.Pools;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Pools;

/// <summary>Actor for a street's pool of people (下沉力量) whom it lends to its communities.</summary>
internal sealed class PoolActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<PoolActor, Pool>("pool", Pool.None, Pool.Decide, Pool.Evolve);
}
