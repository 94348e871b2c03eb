using Emergency.Engine.Actors;
using Emergency.Server.Infrastructure.Storage;
using Case = Emergency.Domain.Cases.Case;

namespace Emergency.Server.Features.Cases;

/// <summary>接警单: a case as a hotline sends it.</summary>
internal sealed class CaseActor(Seat seat) : EntityActor(seat)
{
    public static readonly IEntityKind Kind = new EntityKind<CaseActor, Case>("case", Case.None, Case.Decide, Case.Evolve);
}
