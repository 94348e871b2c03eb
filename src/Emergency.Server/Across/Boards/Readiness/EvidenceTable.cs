using Emergency.Domain.Regulations;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Due;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Readiness;

/// <summary>
/// All evidence that a duty is done, by code: the rules' own functions and those of nouns. A pack that names anything else stops the start.
/// </summary>
internal sealed class EvidenceTable
{
    private readonly Dictionary<string, IEvidence> _offered;

    /// <exception cref="CannotStart">Names the pack, the duty and the unknown evidence.</exception>
    public EvidenceTable(IEnumerable<IEvidence> offered, RulePacks packs)
    {
        _offered = offered.ToDictionary(one => one.Code, StringComparer.Ordinal);
        Packs = packs;
        var faults = packs.Faults(OfCommunity, OfCounty).ToList();
        if (faults.Count > 0)
            throw new CannotStart(string.Join(Environment.NewLine, faults));
    }

    /// <summary>The packs whose duties are judged.</summary>
    public RulePacks Packs { get; }

    private HashSet<string> OfCounty =>
        _offered.Values.Where(one => one.OfCounty).Select(one => one.Code).ToHashSet(StringComparer.Ordinal);

    private HashSet<string> OfCommunity =>
        _offered.Values.Where(one => !one.OfCounty).Select(one => one.Code).Concat(Evidence.Codes).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Judges how a division stands in a duty; <paramref name="facts"/> are loaded only where the rules' own function needs them.
    /// </summary>
    public DutyStanding Judge(DutyRule rule, string division, Lazy<CommunityFacts> facts, Known known, string realm, DateTimeOffset now) =>
        rule.Of(
            Evidence.Of(rule.Evidence!) is { } own
                ? own(facts.Value, rule)
                : _offered[rule.Evidence!].Judge(new(division, rule, known, realm, now))
        );
}
