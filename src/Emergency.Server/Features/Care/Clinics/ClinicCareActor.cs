using Emergency.Domain.Clinics;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Clinics;

/// <summary>签约医生: a clinic's services for one person.</summary>
internal sealed class ClinicCareActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ClinicCareActor, ClinicCare>(
        "clinic",
        ClinicCare.None,
        ClinicCare.Decide,
        ClinicCare.Evolve
    );
}
