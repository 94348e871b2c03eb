using Emergency.Domain.Plans;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Plans;

/// <summary>Actor for the emergency plan (应急预案) of a community.</summary>
internal sealed class PlanActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<PlanActor, Plan>("plan", Plan.None, Plan.Decide, Plan.Evolve);
}
