using Emergency.Domain.GroundObjects;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>Actor for things on the ground (地物) of a community: hydrants, valves, gates.</summary>
internal sealed class GroundFeaturesActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<GroundFeaturesActor, GroundFeatures>(
        "ground",
        GroundFeatures.None,
        GroundFeatures.Decide,
        GroundFeatures.Evolve
    );
}
