using System.Collections.Immutable;
using Emergency.Engine;

namespace Emergency.Server.Features.Grids;

/// <summary>The grids and estates of each community.</summary>
internal sealed record QuartersKnown(ImmutableDictionary<string, Domain.Grids.Quarters> All)
{
    public static readonly QuartersKnown None = new(ImmutableDictionary.Create<string, Domain.Grids.Quarters>(StringComparer.Ordinal));

    /// <summary>Position of the newest event of each community.</summary>
    public ImmutableDictionary<string, Position> At { get; init; } = ImmutableDictionary.Create<string, Position>(StringComparer.Ordinal);

    public Domain.Grids.Quarters Of(string community) => All.GetValueOrDefault(community, Domain.Grids.Quarters.None);
}
