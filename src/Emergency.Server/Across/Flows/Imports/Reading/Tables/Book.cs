using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Tables;

/// <summary>Memory of one file over its sheets: the keys of imported rows, and the meaning of community names.</summary>
internal sealed class Book(IKnown known)
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public IKnown Known => known;
    public CommunityNames Communities { get; } = new(known.Communities, known.EndedCommunities);

    public bool Holds(string key) => keys.Contains(key);

    public void Keep(IEnumerable<string> all) => keys.UnionWith(all);
}
