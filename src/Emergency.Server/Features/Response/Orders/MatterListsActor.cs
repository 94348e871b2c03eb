using Emergency.Domain.Orders;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Orders;

/// <summary>Actor for the lists (事项清单) of a county for matters handed down to committees.</summary>
internal sealed class MatterListsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<MatterListsActor, MatterLists>(
        "lists",
        MatterLists.None,
        MatterLists.Decide,
        MatterLists.Evolve
    );
}
