using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Patrols;

namespace Emergency.Server.Features.Patrols;

/// <summary>All current patrol rounds, each with the state of its present walk.</summary>
internal sealed record PatrolsKnown(ImmutableDictionary<PatrolId, Patrol> All)
{
    public static readonly PatrolsKnown None = new(ImmutableDictionary<PatrolId, Patrol>.Empty);

    public Patrol? Find(PatrolId id) => All.GetValueOrDefault(id);

    public IEnumerable<(PatrolId Id, Patrol State)> In(string division) =>
        All.Where(one => one.Value.Community.StartsWith(division, StringComparison.Ordinal)).Select(one => (one.Key, one.Value));
}
