using Emergency.Domain.Drills;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Drills.Schedules;

/// <summary>演练计划: a plan of recurring drills.</summary>
internal sealed class ScheduleActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<ScheduleActor, Schedule>(
        "schedule",
        Schedule.None,
        Schedule.Decide,
        Schedule.Evolve
    );
}
