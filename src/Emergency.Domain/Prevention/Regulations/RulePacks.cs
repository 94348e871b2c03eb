namespace Emergency.Domain.Regulations;

/// <summary>All rule packs: those of this version, and those a county has added.</summary>
public sealed record RulePacks(ListOf<RulePack> All)
{
    /// <summary>Packs that apply in every region.</summary>
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

    /// <summary>Packs of this version: the nation, the local settings, and the five regulations.</summary>
    public static RulePacks BuiltIn => Embedded.Value;

    /// <summary>Finds the pack of a short name; null where there is none.</summary>
    public RulePack? Find(string id) => All.FirstOrDefault(pack => pack.Id == id);

    /// <summary>Returns the duties that a register shows for the communities of a division: law by its bearer, drafts of its own region
    /// last.</summary>
    /// <param name="today">Day of the look: a duty that begins to bind later has its <see cref="DutyRule.From"/> set.</param>
    public IReadOnlyList<DutyRule> For(string division, DateOnly today) => For(division, ListOf<string>.Empty, today);

    /// <summary>Returns the same duties, no matter on which day each begins to bind.</summary>
    public IReadOnlyList<DutyRule> For(string division) => For(division, DateOnly.MaxValue);

    /// <param name="adopted">Drafts that the county has made its own standard, of any region.</param>
    public IReadOnlyList<DutyRule> For(string division, ListOf<string> adopted) => For(division, adopted, DateOnly.MaxValue);

    /// <param name="adopted">Drafts that the county has made its own standard, of any region.</param>
    public IReadOnlyList<DutyRule> For(string division, ListOf<string> adopted, DateOnly today) =>
        [.. Of(division, adopted, today).Where(rule => rule.IsOfCommunity())];

    /// <summary>Returns all duties of packs that apply at a place, of all bearers.</summary>
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

    /// <summary>Returns the regulations of a region that came into force there after one day, until another. National laws are listed in
    /// the rules of plans; local settings are no law.</summary>
    public IEnumerable<RulePack> CameIntoForce(string division, DateOnly after, DateOnly until) =>
        All.Where(pack =>
            pack is { Status: PackStatus.InForce, Region.Length: > 0 } && pack.Since > after && pack.Since <= until && pack.IsOf(division)
        );

    /// <summary>Returns the faults of the packs taken together, a sentence each; none where all is well.</summary>
    /// <param name="ofCommunity">All codes of evidence by which a community is judged.</param>
    /// <param name="ofCounty">All codes by which a county itself is judged.</param>
    public IEnumerable<string> Faults(IReadOnlySet<string> ofCommunity, IReadOnlySet<string> ofCounty)
    {
        foreach (var same in All.GroupBy(pack => pack.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"{same.Last().Named} is there {same.Count()} times.";
        foreach (var fault in All.SelectMany(pack => PackFaults.Of(pack, this, ofCommunity, ofCounty)))
            yield return fault;
    }
}
