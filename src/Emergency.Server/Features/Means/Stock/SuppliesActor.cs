using Emergency.Domain.Stock;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Stock;

/// <summary>Actor for the stock (应急物资) of a community.</summary>
internal sealed class SuppliesActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<SuppliesActor, Supplies>(
        "supplies",
        Supplies.None,
        Supplies.Decide,
        Supplies.Evolve
    );
}
