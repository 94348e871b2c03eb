using Emergency.Domain.Hotlines;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Actor for the register of lines (线路) to hotlines of several cities and counties.</summary>
internal sealed class LineRegisterActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<LineRegisterActor, LineRegister>(
        "line",
        LineRegister.None,
        LineRegister.Decide,
        LineRegister.Evolve
    );
}
