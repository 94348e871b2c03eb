using Emergency.Domain.Confirmations;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Confirmations;

/// <summary>确认: an act that a second person must confirm.</summary>
internal sealed class ConfirmationActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ConfirmationActor, Confirmation>(
        "confirmation",
        Confirmation.None,
        Confirmation.Decide,
        Confirmation.Evolve
    );
}
