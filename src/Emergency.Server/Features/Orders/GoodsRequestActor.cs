using Emergency.Domain.Orders;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Orders;

/// <summary>要物资: what a community asks of its street for a task.</summary>
internal sealed class GoodsRequestActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<GoodsRequestActor, GoodsRequest>(
        "goods",
        GoodsRequest.None,
        GoodsRequest.Decide,
        GoodsRequest.Evolve
    );
}
