namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>
/// Finds a community by code, or by name with or without its ending (社区居民委员会, 居民委员会, 社区, 村民委员会, 村). A name that several townships share is
/// decided by the township in brackets behind it, or by the township of most other rows in the file; otherwise it is unknown.
/// </summary>
internal sealed class CommunityNames
{
    // The last three are misprints of the national list; a register is right when it writes the name properly.
    private static readonly string[] endings =
    [
        "社区居民委员会",
        "社区居委会",
        "居民委员会",
        "居委会",
        "社区",
        "村民委员会",
        "村委会",
        "村",
        "居委员会",
        "居民委会",
        "村民委会",
    ];
    private readonly HashSet<string> codes;
    private readonly ILookup<string, string> byName,
        byBareName;
    private readonly Dictionary<string, string> apart;
    private readonly Dictionary<string, int> rowsOfTownship = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> found = new(StringComparer.Ordinal);

    private readonly IReadOnlyCollection<PastCommunity> ended;

    public CommunityNames(IReadOnlyCollection<KnownCommunity> communities, IReadOnlyCollection<PastCommunity> ended)
    {
        this.ended = ended;
        codes = communities.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        byName = communities.ToLookup(c => Named(c.Name), c => c.Code, StringComparer.Ordinal);
        byBareName = communities.ToLookup(c => Bare(Named(c.Name)), c => c.Code, StringComparer.Ordinal);
        apart = communities.Where(c => c.Apart is not null).ToDictionary(c => c.Code, c => Named($"（{c.Apart}）"), StringComparer.Ordinal);
    }

    /// <summary>Notes a certain place of a row, before any ambiguous name is decided.</summary>
    public void Note(string written)
    {
        if (Candidates(written) is [var only])
        {
            rowsOfTownship[Township(only)] = rowsOfTownship.GetValueOrDefault(Township(only)) + 1;
        }
    }

    public string? Find(string written)
    {
        if (!found.TryGetValue(written, out var code))
        {
            found[written] = code = Decide(Candidates(written));
        }
        return code;
    }

    /// <summary>Reason why a text is no community of today: it has ended, and its people belong to others, or it is unknown.</summary>
    public (string Reason, string? Detail) WhyNone(string? written)
    {
        var text = written is null ? "" : Named(written);
        var one = ended.FirstOrDefault(one => one.Code == text || (text.Length > 0 && Bare(Named(one.Name)) == Bare(text)));
        return one is null ? (Reasons.UnknownCommunity, null) : (Reasons.CommunityEnded, one.To);
    }

    private string? Decide(List<string> candidates)
    {
        if (candidates.Count <= 1)
        {
            return candidates.FirstOrDefault();
        }
        var ranked = candidates.OrderByDescending(Rows).ToList();
        return Rows(ranked[0]) > Rows(ranked[1]) ? ranked[0] : null;

        int Rows(string code) => rowsOfTownship.GetValueOrDefault(Township(code));
    }

    private List<string> Candidates(string written)
    {
        var text = Named(written);
        if (codes.Contains(text))
        {
            return [text];
        }
        var exact = byName[text].ToList();
        if (exact.Count > 0)
            return exact;
        var bare = byBareName[Bare(text)].ToList();
        // A form that our own lists write: the name, and the street that distinguishes it from its namesakes.
        return bare.Count > 0
            ? bare
            :
            [
                .. apart
                    .Where(one => text.EndsWith(one.Value, StringComparison.Ordinal) && Means(text[..^one.Value.Length], one.Key))
                    .Select(one => one.Key),
            ];
    }

    private bool Means(string name, string code) =>
        byName[name].Contains(code, StringComparer.Ordinal) || byBareName[Bare(name)].Contains(code, StringComparer.Ordinal);

    private static string Named(string written) => Written.Squeeze(Written.Text(written)).Replace('（', '(').Replace('）', ')');

    private static string Township(string code) => code.Length >= 9 ? code[..9] : code;

    private static string Bare(string name) =>
        endings
            .Where(e => name.Length > e.Length && name.EndsWith(e, StringComparison.Ordinal))
            .OrderByDescending(e => e.Length)
            .Select(e => name[..^e.Length])
            .FirstOrDefault(name);
}
