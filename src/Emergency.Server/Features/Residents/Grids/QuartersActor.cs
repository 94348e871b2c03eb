using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Grids;

/// <summary>Actor for grids and estates (网格、小区) of a community.</summary>
internal sealed class QuartersActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<QuartersActor, Domain.Grids.Quarters>(
        "quarters",
        Domain.Grids.Quarters.None,
        Domain.Grids.Quarters.Decide,
        Domain.Grids.Quarters.Evolve
    );
}
