using System.Collections.Frozen;
using Emergency.Domain.Plans;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;

namespace Emergency.Domain.Regulations;

/// <summary>Functions that judge from the facts of a community whether a duty is done. A duty names its evidence by code.</summary>
public static class Evidence
{
    private static readonly string[] Closed = ["已销号", "已整改"];
    private static readonly TeamRole[] Chiefs = [TeamRole.GridChief, TeamRole.BuildingChief, TeamRole.UnitChief];

    private static readonly FrozenDictionary<string, Func<CommunityFacts, DutyRule, DutyStanding>> All = new Dictionary<
        string,
        Func<CommunityFacts, DutyRule, DutyStanding>
    >(StringComparer.Ordinal)
    {
        ["roster"] = Roster,
        ["register"] = Register,
        ["entrusted"] = Entrusted,
        ["drill"] = Drilled,
        ["posting"] = (facts, _) => Posting(facts),
        ["plan"] = (facts, _) => Planned(facts),
        ["team"] = (facts, _) => Manned(facts),
        ["stock"] = Stock,
        ["hazards"] = Hazards,
        ["plan-team-stock"] = (facts, _) => Has(facts.Plan.InForce is not null, facts.Team.Members.Count > 0, facts.Lots.Count > 0),
        ["team-stock"] = (facts, _) => Has(facts.Team.Members.Count > 0, facts.Lots.Count > 0),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds the function of a code; null where there is none.</summary>
    public static Func<CommunityFacts, DutyRule, DutyStanding>? Of(string code) => All.GetValueOrDefault(code);

    /// <summary>All codes defined here; nouns offer more.</summary>
    public static IReadOnlySet<string> Codes { get; } = All.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Codes that look at the shifts of a number of days to come; the last one is offered by the server.</summary>
    internal static IReadOnlySet<string> Ahead { get; } = new HashSet<string>(["roster", "desk"], StringComparer.Ordinal);

    /// <summary>Codes of duties that recur after a number of days.</summary>
    internal static IReadOnlySet<string> Recurs { get; } =
        new HashSet<string>(["register", "drill", "stock", "hazards"], StringComparer.Ordinal);

    private static DutyStanding Manned(CommunityFacts facts) =>
        facts.Team.Members.Count is > 0 and var members
            ? DutyStanding.Is(Mark.Met, Fact.TeamStands, members)
            : DutyStanding.Is(Mark.Late, Fact.TeamMissing);

    private static DutyStanding Has(params ReadOnlySpan<bool> all) =>
        all.Contains(false) ? DutyStanding.Is(Mark.Late, Fact.HasNot) : DutyStanding.Is(Mark.Met, Fact.Has);

    // A shift is kept if its lead or desk officer is on post, neither on leave nor away.
    private static DutyStanding Roster(CommunityFacts facts, DutyRule rule)
    {
        var kept = facts
            .Team.Roster.Values.Where(duty =>
                duty.Post != Post.Response && facts.Team.Members.GetValueOrDefault(duty.Member)?.Availability == Availability.OnPost
            )
            .ToList();
        var shifts = Rosters.NotOver(facts.Now, rule.Days, facts.InForce, facts.Community);
        var missing = shifts.Where(shift => !kept.Any(duty => duty.Day == shift.Day && duty.Shift == shift.Shift)).ToList();
        if (missing.Count == 0)
            return DutyStanding.Is(Mark.Met, Fact.ShiftsFilled, shifts.Count, shifts.Count, on: shifts[^1].Day);
        var pieces = missing.Select(shift => new Piece(shift.Shift == Shift.Day ? "day" : "night", shift.Day, null));
        if (missing.Count == shifts.Count && !kept.Any(duty => duty.Covers(facts.Now)))
            return DutyStanding.Is(Mark.Late, Fact.Unrostered, missing.Count, shifts.Count, 0, facts.Today).With(pieces);
        var days = missing[0].Day.DayNumber - facts.Today.DayNumber;
        return (
            days <= 0
                ? DutyStanding.Is(Mark.Late, Fact.ShiftEmpty, missing.Count, shifts.Count, 0, facts.Today)
                : DutyStanding.Is(Mark.Soon, Fact.ShiftsMissing, missing.Count, shifts.Count, days, missing[0].Day)
        ).With(pieces);
    }

    private static DutyStanding Register(CommunityFacts facts, DutyRule rule)
    {
        var ages = facts.Checked.Select(on => on is { } day ? facts.Today.DayNumber - day.DayNumber : int.MaxValue).ToList();
        if (ages.Count == 0)
            return DutyStanding.Is(Mark.NotApplicable, Fact.None);
        var (oldest, stale) = (ages.Max(), ages.Count(age => age > rule.Days));
        if (stale == 0)
            return DutyStanding.Is(
                Mark.Met,
                Fact.RegisterChecked,
                ages.Count,
                ages.Count,
                rule.Days - oldest,
                facts.Today.AddDays(-oldest)
            );
        int? days = oldest == int.MaxValue ? null : oldest - rule.Days;
        return DutyStanding.Is(days <= rule.Community ? Mark.Community : Mark.Late, Fact.RegisterOld, stale, ages.Count, days);
    }

    // Without a record a drill may still have been held on paper.
    private static DutyStanding Drilled(CommunityFacts facts, DutyRule rule)
    {
        if (facts.Drilled.Count == 0)
            return DutyStanding.Is(Mark.Unknown, Fact.DrillUnrecorded);
        var last = facts.Drilled.Max();
        return Ended(facts, rule, [last.AddDays(rule.Days)], Fact.DrillDue, Fact.DrillOld)
            ?? DutyStanding.Is(Mark.Met, Fact.DrillHeld, days: last.AddDays(rule.Days).DayNumber - facts.Today.DayNumber, on: last);
    }

    private static DutyStanding Entrusted(CommunityFacts facts, DutyRule rule)
    {
        var ends = facts.EntrustedUntil;
        if (ends.Count == 0)
            return DutyStanding.Is(Mark.NotApplicable, Fact.None);
        return Ended(facts, rule, ends, Fact.CareEnding, Fact.CareEnded) ?? DutyStanding.Is(Mark.Met, Fact.CareCovered, ends.Count);
    }

    private static DutyStanding Posting(CommunityFacts facts)
    {
        var chiefs = facts.Team.Members.Values.Where(member => Chiefs.Contains(member.Role)).ToList();
        var posted = chiefs.Count(chief => facts.Team.Posted.Contains(chief.Id));
        return chiefs.Count == 0 ? DutyStanding.Is(Mark.NotApplicable, Fact.None)
            : posted == chiefs.Count ? DutyStanding.Is(Mark.Met, Fact.ChiefsPosted, posted, chiefs.Count)
            : DutyStanding.Is(Mark.Community, Fact.ChiefsUnposted, chiefs.Count - posted, chiefs.Count);
    }

    private static DutyStanding Planned(CommunityFacts facts) =>
        facts.Plan switch
        {
            { DraftStage: PlanStage.Submitted } => DutyStanding.Is(Mark.Soon, Fact.PlanWaiting),
            { InForce: null } => DutyStanding.Is(Mark.Late, Fact.PlanMissing),
            { DueFor.Count: > 0 } => DutyStanding
                .Is(Mark.Soon, Fact.PlanRevise, facts.Plan.DueFor.Count)
                .With(facts.Plan.DueFor.Select(trigger => new Piece(trigger, null, null))),
            _ => DutyStanding.Is(Mark.Met, Fact.PlanApproved, on: facts.Plan.ApprovedAt is { } at ? Shanghai.Day(at) : null),
        };

    private static DutyStanding Stock(CommunityFacts facts, DutyRule rule)
    {
        if (facts.Lots.Count == 0)
            return DutyStanding.Is(Mark.Late, Fact.StockMissing);
        var expiring = facts.Lots.Where(lot => lot.ExpiresOn is not null).OrderBy(lot => lot.ExpiresOn).ToList();
        var expired = Ended(facts, rule, [.. expiring.Select(lot => lot.ExpiresOn!.Value)], Fact.StockDue, Fact.StockExpired);
        if (expired is { Fact: Fact.StockExpired })
            return expired.With(expiring.Where(lot => lot.ExpiresOn < facts.Today).Select(Of));
        var counts = facts.Lots.Select(lot => lot.CheckedOn?.AddDays(rule.Days) ?? DateOnly.MinValue).ToList();
        var counted = Ended(facts, rule, counts, Fact.StockDue, Fact.StockUncounted);
        if (counted is { Fact: Fact.StockUncounted })
            return counted.With(facts.Lots.Where(lot => !(lot.CheckedOn?.AddDays(rule.Days) >= facts.Today)).Select(Of));
        var low = facts.Lots.Where(lot => lot.Quantity < lot.Minimum).ToList();
        if (low.Count > 0)
            return DutyStanding
                .Is(Mark.Soon, Fact.StockLow, low.Count, facts.Lots.Count)
                .With(low.Select(lot => new Piece(lot.Name, null, lot.Minimum - lot.Quantity)));
        return expired?.With(expiring.Where(lot => lot.ExpiresOn <= facts.Today.AddDays(rule.Soon)).Select(Of))
            ?? counted
            ?? DutyStanding.Is(Mark.Met, Fact.StockChecked, facts.Lots.Count, facts.Lots.Count, on: facts.Lots.Min(lot => lot.CheckedOn));

        static Piece Of(LotFacts lot) => new(lot.Name, lot.ExpiresOn, lot.Quantity);
    }

    private static DutyStanding Hazards(CommunityFacts facts, DutyRule rule)
    {
        // Without any record nobody has looked yet, or the hazards are on paper.
        if (facts.Hazards.Count == 0)
            return DutyStanding.Is(Mark.Unknown, Fact.HazardsUnrecorded);
        var open = facts
            .Hazards.Where(hazard => !Closed.Contains(hazard.Status, StringComparer.Ordinal))
            .OrderBy(hazard => hazard.FoundOn)
            .ToList();
        if (open.Count == 0)
            return DutyStanding.Is(Mark.Met, Fact.HazardsClosed, 0);
        var pieces = open.Select(hazard => new Piece(hazard.Type, hazard.FoundOn, null));
        var late = Ended(
            facts,
            rule,
            [.. open.Select(hazard => hazard.FoundOn?.AddDays(rule.Days) ?? DateOnly.MaxValue)],
            Fact.HazardsDue,
            Fact.HazardsOpen
        );
        return (late ?? DutyStanding.Is(Mark.Met, Fact.HazardsClosed, open.Count)).With(pieces);
    }

    /// <summary>Judges things with an end: past it (first the community's, then late), or near it; null where all have time.</summary>
    private static DutyStanding? Ended(CommunityFacts facts, DutyRule rule, IReadOnlyList<DateOnly> ends, Fact soon, Fact ended)
    {
        if (ends.Count == 0)
            return null;
        var first = ends.Min();
        var left = first.DayNumber - facts.Today.DayNumber;
        if (left < 0)
            return DutyStanding.Is(
                -left <= rule.Community ? Mark.Community : Mark.Late,
                ended,
                ends.Count(end => end < facts.Today),
                ends.Count,
                first == DateOnly.MinValue ? null : -left,
                first == DateOnly.MinValue ? null : first
            );
        return left <= rule.Soon
            ? DutyStanding.Is(Mark.Soon, soon, ends.Count(end => end <= facts.Today.AddDays(rule.Soon)), ends.Count, left, first)
            : null;
    }
}
