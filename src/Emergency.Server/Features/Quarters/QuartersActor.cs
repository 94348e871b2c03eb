using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Quarters;

/// <summary>Actor for grids and estates (网格、小区) of a community.</summary>
internal sealed class QuartersActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<QuartersActor, Domain.Places.Quarters>(
        "quarters",
        Domain.Places.Quarters.None,
        Domain.Places.Quarters.Decide,
        Domain.Places.Quarters.Evolve
    );
}
