using Emergency.Domain.TemporaryCare;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>临时生活照料: temporary care of a person for whom nobody can care.</summary>
internal sealed class CareCaseActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<CareCaseActor, CareCase>(
        "care",
        CareCase.None,
        CareCase.Decide,
        CareCase.Evolve
    );
}
