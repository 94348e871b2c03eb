using Emergency.Domain;
using Emergency.Domain.Regulations;
using Emergency.Domain.Teams;

namespace Emergency.Server.Across.Readiness;

/// <summary>Readiness of the communities of a street: duty by duty the fact, never a rank and no sum per community.</summary>
/// <param name="Day">The requested past day; null: only today.</param>
/// <param name="Kept">True when the past day was kept; one that was not is unknown for ever.</param>
/// <param name="Gaps">Gaps to mend first: late ones, the longest first, then those due soon.</param>
/// <param name="Packs">The rule packs of that day, or of today.</param>
internal sealed record ReadinessShown(
    string Division,
    string Name,
    DateOnly Today,
    DateOnly? Day,
    bool? Kept,
    IReadOnlyList<DutyRule> Duties,
    IReadOnlyList<CommunityReadiness> Communities,
    IReadOnlyList<Gap> Gaps,
    IReadOnlyList<KeptPack> Packs,
    long Position
);

/// <summary>The cells of a community in the order of the duties.</summary>
/// <param name="Person">The person responsible for it: the secretary, else the director.</param>
/// <param name="Then">Standings at the end of the requested day, in the same order; null where nothing was kept.</param>
internal sealed record CommunityReadiness(
    string Code,
    string Name,
    Answering? Person,
    IReadOnlyList<DutyStanding> Cells,
    IReadOnlyList<DutyStanding>? Then
);

/// <summary>The person to call; the name masked, the number only after the access was recorded.</summary>
internal sealed record Answering(MemberId Member, TeamRole Role, string Mask);

/// <summary>A cell that needs mending.</summary>
internal sealed record Gap(string Community, int Duty);

/// <summary>A county's streets, or a city's counties, in the order of their codes: the number of communities by state of each duty, never a rate.</summary>
/// <param name="Own">The county's own duties; nothing for a city.</param>
/// <param name="Gaps">At most three to mend first, one of each duty, with the person to call.</param>
internal sealed record ReadinessSummary(
    string Division,
    string Name,
    DateOnly Today,
    DateOnly? Day,
    bool? Kept,
    IReadOnlyList<DutyRule> Duties,
    IReadOnlyList<SummaryRow> Rows,
    IReadOnlyList<OwnStanding> Own,
    IReadOnlyList<SummaryGap> Gaps,
    IReadOnlyList<KeptPack> Packs,
    long Position
);

/// <param name="Communities">Number of its communities.</param>
/// <param name="Then">Figures at the end of the requested day; null where nothing was kept.</param>
internal sealed record SummaryRow(string Code, string Name, int Communities, IReadOnlyList<Tally> Cells, IReadOnlyList<Tally>? Then);

/// <summary>Numbers of communities by state of a duty. Communities to which it does not apply are in none.</summary>
/// <param name="Days">Days of the longest late one, where it has a day.</param>
internal sealed record Tally(int Met, int Soon, int Community, int Late, int Unknown, int Draft, int? Days)
{
    public static Tally Of(IEnumerable<DutyStanding> all)
    {
        int met = 0,
            soon = 0,
            community = 0,
            late = 0,
            unknown = 0,
            draft = 0;
        int? days = null;
        foreach (var one in all)
            switch (one.Mark)
            {
                case Mark.Met:
                    met++;
                    break;
                case Mark.Soon:
                    soon++;
                    break;
                case Mark.Community:
                    community++;
                    break;
                case Mark.Late:
                    late++;
                    days = one.Days > (days ?? 0) ? one.Days : days;
                    break;
                case Mark.Unknown:
                    unknown++;
                    break;
                // A draft counts the communities in which it would be met.
                case Mark.Draft when one.Fact is Fact.Has or Fact.VisitsMade or Fact.ChecksMade or Fact.CareAttended or Fact.DrillHeld:
                    draft++;
                    break;
                default:
                    break;
            }
        return new(met, soon, community, late, unknown, draft, days);
    }
}

/// <summary>A duty that the county bears itself.</summary>
/// <param name="Then">Standing at the end of the requested day; null where nothing was kept.</param>
internal sealed record OwnStanding(DutyRule Duty, DutyStanding Standing, DutyStanding? Then = null);

/// <param name="Others">Number of further communities with a gap in the same duty.</param>
internal sealed record SummaryGap(
    string Community,
    string Name,
    string Street,
    int Duty,
    DutyStanding Standing,
    Answering? Person,
    int Others
);
