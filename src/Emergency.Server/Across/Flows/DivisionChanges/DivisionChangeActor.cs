using Emergency.Domain.Places;
using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>撤并、拆分: which communities of a street there were and which there are afterwards.</summary>
internal sealed class DivisionChangeActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<DivisionChangeActor, DivisionChange>(
        "division-change",
        DivisionChange.None,
        DivisionChange.Decide,
        DivisionChange.Evolve
    );
}
