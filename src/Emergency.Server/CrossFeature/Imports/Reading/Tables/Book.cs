using Emergency.Server.CrossFeature.Imports.Reading.Values;

namespace Emergency.Server.CrossFeature.Imports.Reading.Tables;

/// <summary>What reading one file remembers over its sheets: which keys imported rows have, and how community names are understood.</summary>
internal sealed class Book(IKnown known)
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public IKnown Known => known;
    public CommunityNames Communities { get; } = new(known.Communities, known.EndedCommunities);

    public bool Holds(string key) => keys.Contains(key);

    public void Keep(IEnumerable<string> all) => keys.UnionWith(all);
}
