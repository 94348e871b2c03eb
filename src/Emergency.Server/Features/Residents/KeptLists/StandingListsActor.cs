using Emergency.Domain.KeptLists;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.KeptLists;

/// <summary>Actor for 门户清单: the accounts that keep a list of doors before anything happens.</summary>
internal sealed class StandingListsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<StandingListsActor, StandingLists>(
        "standing",
        StandingLists.None,
        StandingLists.Decide,
        StandingLists.Evolve
    );
}
