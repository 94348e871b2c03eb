using Emergency.Domain.Drills;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Drills.Playing;

/// <summary>导调: a cue, given to players of a drill once.</summary>
internal sealed class CueActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<CueActor, Cue>("cue", Cue.None, Cue.Decide, Cue.Evolve)
    {
        RestsAfter = TimeSpan.FromSeconds(20),
    };
}
