using Emergency.Domain.Drills;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Drills;

/// <summary>演练: a drill.</summary>
internal sealed class DrillActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<DrillActor, Drill>("drill", Drill.None, Drill.Decide, Drill.Evolve);
}
