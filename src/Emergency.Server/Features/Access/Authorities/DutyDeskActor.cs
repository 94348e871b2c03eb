using Emergency.Domain.Authorities;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Authorities;

/// <summary>值班室: the duty desk of a county or street.</summary>
internal sealed class DutyDeskActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<DutyDeskActor, DutyDesk>(
        "desk",
        DutyDesk.None,
        DutyDesk.Decide,
        DutyDesk.Evolve
    );
}
