using Emergency.Domain.Entrusting;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Entrusting;

/// <summary>委托照护: entrusted care of one child.</summary>
internal sealed class EntrustmentActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<EntrustmentActor, Entrustment>(
        "entrustment",
        Entrustment.None,
        Entrustment.Decide,
        Entrustment.Evolve
    );
}
