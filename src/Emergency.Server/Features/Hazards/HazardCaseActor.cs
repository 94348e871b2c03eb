using Emergency.Domain.Hazards;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Hazards;

/// <summary>隐患: one hazard from found to closed.</summary>
internal sealed class HazardCaseActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<HazardCaseActor, HazardCase>(
        "hazard",
        HazardCase.None,
        HazardCase.Decide,
        HazardCase.Evolve
    );
}
