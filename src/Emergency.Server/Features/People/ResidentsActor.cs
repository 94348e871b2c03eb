using Emergency.Domain.Communities;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.People;

/// <summary>重点关爱对象: households and residents at risk of a community.</summary>
internal sealed class ResidentsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ResidentsActor, Residents>(
        "residents",
        Residents.None,
        Residents.Decide,
        Residents.Evolve
    );
}
