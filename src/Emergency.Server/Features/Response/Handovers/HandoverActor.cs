using Emergency.Domain.Handovers;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Handovers;

/// <summary>Actor for a hand-over (移交).</summary>
internal sealed class HandoverActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<HandoverActor, Handover>(
        "handover",
        Handover.None,
        Handover.Decide,
        Handover.Evolve
    );
}
