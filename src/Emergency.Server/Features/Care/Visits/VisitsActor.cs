using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Visits;

/// <summary>Actor for the visits (探访) to a person by a committee.</summary>
internal sealed class VisitsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<VisitsActor, Domain.Visits.PersonVisits>(
        "visits",
        Domain.Visits.PersonVisits.None,
        Domain.Visits.PersonVisits.Decide,
        Domain.Visits.PersonVisits.Evolve
    );
}
