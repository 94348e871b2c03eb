using Emergency.Domain.Incidents;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>
/// Actor of 逐户核查, the door check of a community in an incident. Minutes lie between two doors in a fire, so it stays
/// awake over them. If its node dies it must wake on another while people knock, so snapshots are early.
/// </summary>
internal sealed class DoorsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<DoorsActor, Doors>("doors", Doors.None, Doors.Decide, Doors.Evolve)
    {
        RestsAfter = TimeSpan.FromMinutes(15),
        SnapshotsFrom = 200,
    };
}
