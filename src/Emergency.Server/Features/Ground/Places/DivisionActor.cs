using Emergency.Domain.Places;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Places;

/// <summary>Actor for a division (行政区划), by its code: name, boundary, hazards found in it.</summary>
internal sealed class DivisionActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<DivisionActor, Division>(
        "place",
        Division.None,
        Division.Decide,
        Division.Evolve
    );
}
