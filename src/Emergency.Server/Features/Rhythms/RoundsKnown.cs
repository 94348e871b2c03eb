using System.Collections.Immutable;

namespace Emergency.Server.Features.Rhythms;

/// <summary>When each duty of each community came round last, by the key of its entity.</summary>
internal sealed record RoundsKnown(ImmutableDictionary<string, DateTimeOffset> Last)
{
    public static readonly RoundsKnown None = new(ImmutableDictionary<string, DateTimeOffset>.Empty.WithComparers(StringComparer.Ordinal));
}
