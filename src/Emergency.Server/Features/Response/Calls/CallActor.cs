using Emergency.Domain.Calls;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Calls;

/// <summary>叫应: a call to an office or a person, repeated until somebody has answered.</summary>
internal sealed class CallActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<CallActor, Call>("call", Call.None, Call.Decide, Call.Evolve);
}
