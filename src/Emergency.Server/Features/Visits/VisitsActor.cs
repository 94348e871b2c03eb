using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Visits;

/// <summary>Actor for the visits (探访) to a person by a committee.</summary>
internal sealed class VisitsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<VisitsActor, Domain.Visiting.Visits>(
        "visits",
        Domain.Visiting.Visits.None,
        Domain.Visiting.Visits.Decide,
        Domain.Visiting.Visits.Evolve
    );
}
