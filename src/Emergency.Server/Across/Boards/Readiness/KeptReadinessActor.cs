using Emergency.Domain.Regulations;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.Readiness;

/// <summary>达标: how the communities of a street stood in their duties, by month.</summary>
internal sealed class KeptReadinessActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<KeptReadinessActor, KeptReadiness>(
        "readiness",
        KeptReadiness.None,
        KeptReadiness.Decide,
        KeptReadiness.Evolve
    );
}
