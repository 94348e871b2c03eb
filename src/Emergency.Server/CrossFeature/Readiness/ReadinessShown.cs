using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Regulations;

namespace Emergency.Server.CrossFeature.Readiness;

/// <summary>Readiness of the communities of a street: duty by duty the fact, never a rank and no sum per community.</summary>
/// <param name="Day">The past day that was asked for; null: only today.</param>
/// <param name="Kept">Of a past day whether it was kept; what was not kept nobody knows any more.</param>
/// <param name="Gaps">What to do first: late ones, the longest first, then what is due soon.</param>
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

/// <summary>One community's cells in the order of the duties.</summary>
/// <param name="Person">Who answers for it: the secretary, else the director.</param>
/// <param name="Then">How it stood when the day that was asked for ended, in the same order; null where nothing was kept of it.</param>
internal sealed record CommunityReadiness(
    string Code,
    string Name,
    Answering? Person,
    IReadOnlyList<DutyStanding> Cells,
    IReadOnlyList<DutyStanding>? Then
);

/// <summary>Whom one rings; the name masked, the number only after it was written down who asks.</summary>
internal sealed record Answering(MemberId Member, TeamRole Role, string Mask);

/// <summary>A cell that is not as it should be.</summary>
internal sealed record Gap(string Community, int Duty);

/// <summary>A county's streets, or a city's counties, in the order of their codes: of each duty in how many communities it is how, never a rate.</summary>
/// <param name="Own">The county's own duties; nothing for a city.</param>
/// <param name="Gaps">At most three to mend first, one of each duty, with whom to ring.</param>
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

/// <param name="Communities">How many it has.</param>
/// <param name="Then">As the day that was asked for ended; null where nothing was kept of it.</param>
internal sealed record SummaryRow(string Code, string Name, int Communities, IReadOnlyList<Tally> Cells, IReadOnlyList<Tally>? Then);

/// <summary>In how many communities a duty is how. Those it does not apply to are in none.</summary>
/// <param name="Days">Of what is late the longest, where it has a day.</param>
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
                // Of a draft it is told in how many it would be met.
                case Mark.Draft when one.Fact is Fact.Has or Fact.VisitsMade or Fact.ChecksMade or Fact.CareAttended or Fact.DrillHeld:
                    draft++;
                    break;
                default:
                    break;
            }
        return new(met, soon, community, late, unknown, draft, days);
    }
}

/// <summary>One duty the county bears itself.</summary>
/// <param name="Then">As the day that was asked for ended; null where nothing was kept of it.</param>
internal sealed record OwnStanding(DutyRule Duty, DutyStanding Standing, DutyStanding? Then = null);

/// <param name="Others">In how many more communities the same duty is not as it should be.</param>
internal sealed record SummaryGap(
    string Community,
    string Name,
    string Street,
    int Duty,
    DutyStanding Standing,
    Answering? Person,
    int Others
);
