using Emergency.Domain;
using Emergency.Domain.Regulations;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Counties;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Readiness;

/// <summary>Finds how divisions stand in their duties at an instant, from the views.</summary>
internal sealed class ReadinessQuery(EvidenceTable table, Known known, string realm, DateTimeOffset now)
{
    private readonly PlacesKnown _places = known.Of<PlacesKnown>(realm);
    private readonly StandardsKnown _standards = known.Of<StandardsKnown>();
    private readonly Dictionary<string, IReadOnlyList<DutyRule>> _duties = new(StringComparer.Ordinal);

    /// <summary>The duties of the communities of a division; for a city those that bind in any of its counties.</summary>
    public IReadOnlyList<DutyRule> Duties(string division)
    {
        if (!_duties.TryGetValue(division, out var duties))
            _duties.Add(
                division,
                duties = [.. table.Packs.For(division, _standards.At(division, table.Packs), Shanghai.Day(now)).Select(Named)]
            );
        return duties;
    }

    // Shows a county by its name.
    private DutyRule Named(DutyRule rule) => rule.SetBy is { Length: 6 } county ? rule with { SetBy = _places.Name(county) } : rule;

    /// <summary>The communities in use at or below a division, by code.</summary>
    public IEnumerable<DivisionKnown> Communities(string division) =>
        (division.Length >= 6 ? _places.Communities(division) : Counties(division).SelectMany(county => _places.Communities(county.Code)))
            .Where(community => community.Facts.Successor is null)
            .OrderBy(community => community.Code, StringComparer.Ordinal);

    /// <summary>A community that was split or merged; null where it is in use.</summary>
    public DivisionKnown? Ended(string community) => _places.Of(community) is { Facts.Successor: not null } one ? one : null;

    /// <summary>The counties of a city or province, by code.</summary>
    public IEnumerable<DivisionKnown> Counties(string division) =>
        _places.Below("").Where(county => county.Code.StartsWith(division, StringComparison.Ordinal));

    /// <summary>The rows in the summary of a division: streets of a county, counties of a city.</summary>
    public IEnumerable<DivisionKnown> Rows(string division) => division.Length >= 6 ? _places.Below(division) : Counties(division);

    /// <summary>A community's cells in the order of its county's duties.</summary>
    public IReadOnlyList<DutyStanding> Cells(string community, IReadOnlyList<DutyRule> duties)
    {
        var facts = new Lazy<CommunityFacts>(() => RegisterFacts.Of(community, known, realm, now));
        return [.. duties.Select(duty => table.Judge(duty, community, facts, known, realm, now))];
    }

    /// <summary>The standings of a county itself: its command system, its own desk.</summary>
    public IReadOnlyList<OwnStanding> Own(string county) =>
        [
            .. table
                .Packs.Of(county, _standards.At(county, table.Packs), Shanghai.Day(now))
                .Where(rule => rule.IsOfCounty())
                .Select(rule => new OwnStanding(Named(rule), table.Judge(rule, county, NoFacts, known, realm, now))),
        ];

    private static readonly Lazy<CommunityFacts> NoFacts = new(() =>
        throw new InvalidOperationException("a county has no registers of its own")
    );

    /// <summary>The packs that apply at a place, in the form in which they are kept.</summary>
    public IReadOnlyList<KeptPack> Packs(string division)
    {
        var adopted = _standards.At(division, table.Packs);
        return
        [
            .. table
                .Packs.All.Where(pack => pack.IsOf(division) || adopted.Contains(pack.Id, StringComparer.Ordinal))
                .Select(pack => new KeptPack(pack.Id, pack.Version, pack.Status, adopted.Contains(pack.Id, StringComparer.Ordinal))),
        ];
    }

    /// <summary>The person to call about a community: its secretary, else its director, who is neither on leave nor away.</summary>
    public Answering? Answers(string community) =>
        known
            .Of<TeamsKnown>(realm)
            .Of(community)
            .Members.Values.Where(member =>
                (member.Facts.Is(TeamRole.Secretary) || member.Facts.Is(TeamRole.Director))
                && member.Facts.Availability == Availability.OnPost
            )
            .OrderBy(member => member.Facts.Role)
            .ThenBy(member => member.Facts.Id.Value)
            .Select(member => new Answering(member.Facts.Id, member.Facts.Role, Masks.Name(member.Contact?.Name ?? "")))
            .FirstOrDefault();

    public string Name(string code) => _places.Name(code);
}
