using Emergency.Domain.Hazards;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Hazards;

/// <summary>Actor for a hazard (隐患), from its finding to its closing.</summary>
internal sealed class HazardCaseActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<HazardCaseActor, HazardCase>(
        "hazard",
        HazardCase.None,
        HazardCase.Decide,
        HazardCase.Evolve
    );
}
