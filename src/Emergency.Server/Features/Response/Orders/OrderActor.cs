using Emergency.Domain.Orders;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Orders;

/// <summary>Actor for an order (指令).</summary>
internal sealed class OrderActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<OrderActor, Order>("order", Order.None, Order.Decide, Order.Evolve);
}
