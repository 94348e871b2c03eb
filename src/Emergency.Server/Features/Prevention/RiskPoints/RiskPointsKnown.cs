using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.RiskPoints;

namespace Emergency.Server.Features.RiskPoints;

/// <summary>All current risk points.</summary>
internal sealed record RiskPointsKnown(ImmutableDictionary<RiskPointId, RiskPoint> All)
{
    public static readonly RiskPointsKnown None = new(ImmutableDictionary<RiskPointId, RiskPoint>.Empty);

    public RiskPoint? Find(RiskPointId id) => All.GetValueOrDefault(id);

    public IEnumerable<(RiskPointId Id, RiskPoint State)> In(string division) =>
        All.Where(one => one.Value.Community.StartsWith(division, StringComparison.Ordinal)).Select(one => (one.Key, one.Value));
}
