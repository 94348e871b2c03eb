using Emergency.Domain.CallOuts;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.CallOuts;

/// <summary>集合: a call of a whole team to one place.</summary>
internal sealed class CallOutActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<CallOutActor, CallOut>(
        "call-out",
        CallOut.None,
        CallOut.Decide,
        CallOut.Evolve
    );
}
