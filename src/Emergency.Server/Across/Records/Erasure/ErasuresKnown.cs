using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Across.Erasure;

/// <summary>Subjects whose keys are gone according to the journal: residents, owners of accounts, members of teams, visitors.</summary>
internal sealed record ErasuresKnown(ImmutableDictionary<Guid, (EntityId Of, IErasure Event)> Told)
{
    public static readonly ErasuresKnown None = new(ImmutableDictionary<Guid, (EntityId, IErasure)>.Empty);
}
