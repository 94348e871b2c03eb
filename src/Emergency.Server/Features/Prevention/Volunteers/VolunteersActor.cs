using Emergency.Domain.Volunteers;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Volunteers;

/// <summary>Actor for the volunteers (志愿者) of a community.</summary>
internal sealed class VolunteersActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<VolunteersActor, VolunteerList>(
        "volunteer",
        VolunteerList.None,
        VolunteerList.Decide,
        VolunteerList.Evolve
    );
}
