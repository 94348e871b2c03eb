using Emergency.Domain.Places;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Places;

/// <summary>Actor for an emergency shelter (避难场所).</summary>
internal sealed class ShelterActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ShelterActor, Shelter>(
        "shelter",
        Shelter.None,
        Shelter.Decide,
        Shelter.Evolve
    );
}
