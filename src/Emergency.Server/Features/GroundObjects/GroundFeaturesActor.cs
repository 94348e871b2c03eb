using Emergency.Domain.Communities;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.GroundObjects;

/// <summary>地物: hydrants, valves, gates of a community.</summary>
internal sealed class GroundFeaturesActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<GroundFeaturesActor, GroundFeatures>(
        "ground",
        GroundFeatures.None,
        GroundFeatures.Decide,
        GroundFeatures.Evolve
    );
}
