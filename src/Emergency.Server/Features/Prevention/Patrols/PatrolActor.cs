using Emergency.Domain.Patrols;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Patrols;

/// <summary>Actor for a patrol route (巡查).</summary>
internal sealed class PatrolActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<PatrolActor, Patrol>("patrol", Patrol.None, Patrol.Decide, Patrol.Evolve);
}
