using Emergency.Domain.Warnings;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Warnings;

/// <summary>Actor for a warning (预警).</summary>
internal sealed class WarningActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<WarningActor, Warning>(
        "warning",
        Warning.None,
        Warning.Decide,
        Warning.Evolve
    );
}
