using Emergency.Domain.Incidents;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Incidents.DoorChecks;

/// <summary>逐户核查: the door check of one community in one incident. In a fire minutes lie between two doors; it stays awake over them. Where its node dies it wakes on another while people knock, so it is kept early.</summary>
internal sealed class DoorsActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<DoorsActor, Doors>("doors", Doors.None, Doors.Decide, Doors.Evolve)
    {
        RestsAfter = TimeSpan.FromMinutes(15),
        SnapshotsFrom = 200,
    };
}
