namespace Emergency.Domain.Regulations;

/// <summary>All rule packs there are: those of this version, and those a county has put beside them.</summary>
public sealed record RulePacks(ListOf<RulePack> All)
{
    /// <summary>Packs that belong to every region.</summary>
    public const string National = "national",
        Local = "local";

    private static readonly Lazy<RulePacks> Embedded = new(() =>
        new([
            .. typeof(RulePack)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("packs/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var file = typeof(RulePack).Assembly.GetManifestResourceStream(name)!;
                    return RulePack.Read(file);
                }),
        ])
    );

    /// <summary>The packs of this version: the nation, what is set here, and the five regulations.</summary>
    public static RulePacks BuiltIn => Embedded.Value;

    /// <summary>The pack of that short name; null where there is none.</summary>
    public RulePack? Find(string id) => All.FirstOrDefault(pack => pack.Id == id);

    /// <summary>The duties that a register shows for the communities of a division: law by its bearer, drafts of its own region last.</summary>
    /// <param name="today">The day of the look: what begins to bind later says so.</param>
    public IReadOnlyList<DutyRule> For(string division, DateOnly today) => For(division, ListOf<string>.Empty, today);

    /// <summary>The same, whatever day each begins to bind.</summary>
    public IReadOnlyList<DutyRule> For(string division) => For(division, DateOnly.MaxValue);

    /// <param name="adopted">Drafts that the county has made its own standard, wherever they come from.</param>
    public IReadOnlyList<DutyRule> For(string division, ListOf<string> adopted) => For(division, adopted, DateOnly.MaxValue);

    /// <param name="adopted">Drafts that the county has made its own standard, wherever they come from.</param>
    public IReadOnlyList<DutyRule> For(string division, ListOf<string> adopted, DateOnly today) =>
        [.. Of(division, adopted, today).Where(rule => rule.IsOfCommunity())];

    /// <summary>All duties of packs that apply at a place, whoever bears them.</summary>
    public IEnumerable<DutyRule> Of(string division, ListOf<string> adopted, DateOnly today) =>
        All.SelectMany(pack =>
                adopted.Contains(pack.Id, StringComparer.Ordinal) && pack.Status == PackStatus.Draft
                    ? pack.Duties.Select(duty => duty with { Draft = false, Adopted = true })
                : !pack.IsOf(division) ? []
                : pack.Since > today ? pack.Duties.Select(duty => duty with { From = pack.Since })
                : pack.Duties.AsEnumerable()
            )
            .OrderBy(rule => !rule.IsCounted())
            .ThenBy(rule => rule.Bearer)
            .ThenBy(rule =>
                rule.Pack switch
                {
                    Local => 0,
                    National => 1,
                    _ => 2,
                }
            );

    /// <summary>The regulations of a region that came into force there after one day, until another. What binds the whole nation stands by its laws among the rules of plans; what is set here is no law.</summary>
    public IEnumerable<RulePack> CameIntoForce(string division, DateOnly after, DateOnly until) =>
        All.Where(pack =>
            pack is { Status: PackStatus.InForce, Region.Length: > 0 } && pack.Since > after && pack.Since <= until && pack.IsOf(division)
        );

    /// <summary>What is wrong with the packs taken together, a sentence each. Nothing where all is well.</summary>
    /// <param name="ofCommunity">Every code of evidence by which a community is judged.</param>
    /// <param name="ofCounty">Every code by which a county itself is.</param>
    public IEnumerable<string> Faults(IReadOnlySet<string> ofCommunity, IReadOnlySet<string> ofCounty)
    {
        foreach (var same in All.GroupBy(pack => pack.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"{same.Last().Named} is there {same.Count()} times.";
        foreach (var fault in All.SelectMany(pack => PackFaults.Of(pack, this, ofCommunity, ofCounty)))
            yield return fault;
    }
}
