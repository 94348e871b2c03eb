using System.Collections.Immutable;

namespace Emergency.Server.Features.Rhythms;

/// <summary>Times at which each duty of each community came round, by the key of its entity: the last time, and the first.</summary>
internal sealed record RoundsKnown(ImmutableDictionary<string, DateTimeOffset> Last, ImmutableDictionary<string, DateTimeOffset> First)
{
    private static readonly ImmutableDictionary<string, DateTimeOffset> Never = ImmutableDictionary.Create<string, DateTimeOffset>(
        StringComparer.Ordinal
    );

    public static readonly RoundsKnown None = new(Never, Never);

    internal RoundsKnown With(string key, DateTimeOffset due) =>
        new(Last.SetItem(key, due), First.ContainsKey(key) ? First : First.Add(key, due));
}
