using Emergency.Domain.Rhythms;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Rhythms;

/// <summary>Actor for a periodic duty (例行工作) of a community.</summary>
internal sealed class RoundActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<RoundActor, Round>("round", Round.None, Round.Decide, Round.Evolve);
}
