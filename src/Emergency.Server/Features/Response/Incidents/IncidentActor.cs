using Emergency.Domain.Incidents;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Incidents;

/// <summary>Actor for an incident (突发事件). Minutes lie between two acts in a fire, so it stays awake over them.</summary>
internal sealed class IncidentActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<IncidentActor, Incident>(
        "incident",
        Incident.None,
        Incident.Decide,
        Incident.Evolve
    )
    {
        RestsAfter = TimeSpan.FromMinutes(15),
    };
}
