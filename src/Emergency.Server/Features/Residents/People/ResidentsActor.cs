using Emergency.Domain.People;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.People;

/// <summary>Actor for households and residents at risk (重点关爱对象) of a community.</summary>
internal sealed class ResidentsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ResidentsActor, Residents>(
        "residents",
        Residents.None,
        Residents.Decide,
        Residents.Evolve
    );
}
