using Emergency.Domain.Entrusting;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Entrusting;

/// <summary>Actor for the entrusted care (委托照护) of a child.</summary>
internal sealed class EntrustmentActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<EntrustmentActor, Entrustment>(
        "entrustment",
        Entrustment.None,
        Entrustment.Decide,
        Entrustment.Evolve
    );
}
