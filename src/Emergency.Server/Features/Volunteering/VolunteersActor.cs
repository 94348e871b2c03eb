using Emergency.Domain.Parties;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Volunteering;

/// <summary>Actor for the volunteers (志愿者) of a community.</summary>
internal sealed class VolunteersActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<VolunteersActor, Volunteers>(
        "volunteer",
        Volunteers.None,
        Volunteers.Decide,
        Volunteers.Evolve
    );
}
