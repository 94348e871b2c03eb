using Emergency.Domain.Communities;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Stock;

/// <summary>应急物资: what a community keeps in stock.</summary>
internal sealed class SuppliesActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<SuppliesActor, Supplies>(
        "supplies",
        Supplies.None,
        Supplies.Decide,
        Supplies.Evolve
    );
}
