using Emergency.Domain.Orders;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Orders;

/// <summary>Actor for a community's request for goods (要物资) to its street, for a task.</summary>
internal sealed class GoodsRequestActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<GoodsRequestActor, GoodsRequest>(
        "goods",
        GoodsRequest.None,
        GoodsRequest.Decide,
        GoodsRequest.Evolve
    );
}
