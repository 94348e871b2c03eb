using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Drills;
using Emergency.Server.Communities;
using Emergency.Server.Drills;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Views;

namespace Emergency.Server.Readiness;

/// <summary>What the registers of one community show about its duties on a day. Counts and days only: nobody is named.</summary>
public sealed record Evidence(string Community, Known Known, string Realm, DateTimeOffset Now)
{
    private static readonly string[] Closed = ["已销号", "已整改"];
    private static readonly TeamRole[] Chiefs = [TeamRole.GridChief, TeamRole.BuildingChief, TeamRole.UnitChief];

    private DateOnly Today => Shanghai.Day(Now);
    private TeamKnown Team => Known.Of<TeamsKnown>(Realm).Of(Community);
    private Plan Plan => Known.Of<PlansKnown>(Realm).Of(Community).State;
    private IReadOnlyList<LotFacts> Lots => [.. Known.Of<SuppliesKnown>(Realm).Of(Community).Lots.Values.Select(lot => lot.Facts)];
    private IEnumerable<PersonKnown> Persons => Known.Of<ResidentsKnown>(Realm).PersonsOf(Community);

    public DutyStanding For(DutyRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Evidence switch
        {
            "roster" => Roster(rule),
            "register" => Register(rule),
            "entrusted" => Entrusted(rule),
            "drill" => Drilled(rule),
            "posting" => Posting(),
            "plan" => Planned(),
            "team" => Team.Members.Count is > 0 and var members ? DutyStanding.Is(Mark.Met, Fact.TeamStands, members) : DutyStanding.Is(Mark.Late, Fact.TeamMissing),
            "stock" => Stock(rule),
            "hazards" => Hazards(rule),
            "plan-team-stock" => Has(Plan.InForce is not null, Team.Members.Count > 0, Lots.Count > 0),
            "team-stock" => Has(Team.Members.Count > 0, Lots.Count > 0),
            _ => throw new InvalidOperationException($"duties.json: no register shows {rule.Evidence}"),
        };
    }

    private static DutyStanding Has(params ReadOnlySpan<bool> all) => DutyStanding.Is(Mark.Draft, all.Contains(false) ? Fact.HasNot : Fact.Has);

    // A shift is kept by who leads it or keeps the desk and is neither on leave nor away.
    private DutyStanding Roster(DutyRule rule)
    {
        var kept = Team.State.Roster.Values.Where(duty => duty.Post != Post.Response && Team.Members.GetValueOrDefault(duty.Member)?.Facts.Availability == Availability.OnPost).ToList();
        var shifts = Enumerable.Range(0, rule.Days).SelectMany(n => new[] { (Day: Today.AddDays(n), Shift: Shift.Day, From: 8), (Day: Today.AddDays(n), Shift: Shift.Night, From: 20) }).Where(shift => Shanghai.At(shift.Day, shift.From).AddHours(12) > Now).ToList();
        var missing = shifts.Where(shift => !kept.Any(duty => duty.Day == shift.Day && duty.Shift == shift.Shift)).ToList();
        if (missing.Count == 0) return DutyStanding.Is(Mark.Met, Fact.ShiftsFilled, shifts.Count, shifts.Count, on: shifts[^1].Day);
        var pieces = missing.Select(shift => new Piece(shift.Shift == Shift.Day ? "day" : "night", shift.Day, null));
        if (missing.Count == shifts.Count && !kept.Any(duty => duty.Covers(Now))) return DutyStanding.Is(Mark.Late, Fact.Unrostered, missing.Count, shifts.Count, 0, Today).With(pieces);
        var days = missing[0].Day.DayNumber - Today.DayNumber;
        return (days == 0 ? DutyStanding.Is(Mark.Late, Fact.ShiftEmpty, missing.Count, shifts.Count, 0, Today) : DutyStanding.Is(Mark.Soon, Fact.ShiftsMissing, missing.Count, shifts.Count, days, missing[0].Day)).With(pieces);
    }

    private DutyStanding Register(DutyRule rule)
    {
        var ages = Persons.Select(person => person.Sensitive.CheckedOn is { } on ? Today.DayNumber - on.DayNumber : int.MaxValue).ToList();
        if (ages.Count == 0) return DutyStanding.Is(Mark.NotApplicable, Fact.None);
        var (oldest, stale) = (ages.Max(), ages.Count(age => age > rule.Days));
        if (stale == 0) return DutyStanding.Is(Mark.Met, Fact.RegisterChecked, ages.Count, ages.Count, rule.Days - oldest, Today.AddDays(-oldest));
        int? days = oldest == int.MaxValue ? null : oldest - rule.Days;
        return DutyStanding.Is(days <= rule.Community ? Mark.Community : Mark.Late, Fact.RegisterOld, stale, ages.Count, days);
    }

    // A drill counts once it is evaluated; a secretary's own ten minutes at a table are practice, not the drill that is asked for. Where none is recorded one may have been held on paper.
    private DutyStanding Drilled(DutyRule rule)
    {
        var held = Known.Of<DrillsKnown>().All.Values.Where(drill => drill.Facts.Form != DrillForm.Solo && drill.State is { Evaluation: not null, End: not null } && drill.Facts.Communities.Contains(Community, StringComparer.Ordinal)).Select(drill => Shanghai.Day(drill.State.End!.At)).ToList();
        if (held.Count == 0) return DutyStanding.Is(Mark.Unknown, Fact.DrillUnrecorded);
        var last = held.Max();
        return Ended(rule, [last.AddDays(rule.Days)], Fact.DrillHeld, Fact.DrillDue, Fact.DrillOld) ?? DutyStanding.Is(Mark.Met, Fact.DrillHeld, days: last.AddDays(rule.Days).DayNumber - Today.DayNumber, on: last);
    }

    // Only who once was entrusted to somebody, and is still a minor: an end date that passed leaves a child with nobody on paper.
    private DutyStanding Entrusted(DutyRule rule)
    {
        var ends = Persons.Where(person => person.IsMinor(Today)).Select(person => person.Guardians.Where(guardian => guardian.IsEntrusted).ToList()).Where(carers => carers.Count > 0).Select(carers => carers.Max(carer => carer.Contact.To ?? DateOnly.MaxValue)).ToList();
        if (ends.Count == 0) return DutyStanding.Is(Mark.NotApplicable, Fact.None);
        return Ended(rule, ends, Fact.CareCovered, Fact.CareEnding, Fact.CareEnded) ?? DutyStanding.Is(Mark.Met, Fact.CareCovered, ends.Count);
    }

    private DutyStanding Posting()
    {
        var chiefs = Team.Members.Values.Where(member => Chiefs.Contains(member.Facts.Role)).ToList();
        var posted = chiefs.Count(chief => Team.State.Posted.Contains(chief.Facts.Id));
        return chiefs.Count == 0 ? DutyStanding.Is(Mark.NotApplicable, Fact.None) : posted == chiefs.Count ? DutyStanding.Is(Mark.Met, Fact.ChiefsPosted, posted, chiefs.Count) : DutyStanding.Is(Mark.Community, Fact.ChiefsUnposted, chiefs.Count - posted, chiefs.Count);
    }

    private DutyStanding Planned() => Plan switch
    {
        { DraftStage: PlanStage.Submitted } => DutyStanding.Is(Mark.Soon, Fact.PlanWaiting),
        { InForce: null } => DutyStanding.Is(Mark.Late, Fact.PlanMissing),
        { DueFor.Count: > 0 } => DutyStanding.Is(Mark.Soon, Fact.PlanRevise, Plan.DueFor.Count).With(Plan.DueFor.Select(trigger => new Piece(trigger, null, null))),
        _ => DutyStanding.Is(Mark.Met, Fact.PlanApproved, on: Plan.ApprovedAt is { } at ? Shanghai.Day(at) : null),
    };

    private DutyStanding Stock(DutyRule rule)
    {
        if (Lots.Count == 0) return DutyStanding.Is(Mark.Late, Fact.StockMissing);
        var expiring = Lots.Where(lot => lot.ExpiresOn is not null).OrderBy(lot => lot.ExpiresOn).ToList();
        var expired = Ended(rule, [.. expiring.Select(lot => lot.ExpiresOn!.Value)], Fact.StockChecked, Fact.StockDue, Fact.StockExpired);
        if (expired is { Fact: Fact.StockExpired }) return expired.With(expiring.Where(lot => lot.ExpiresOn < Today).Select(Of));
        var counts = Lots.Select(lot => lot.CheckedOn?.AddDays(rule.Days) ?? DateOnly.MinValue).ToList();
        var counted = Ended(rule, counts, Fact.StockChecked, Fact.StockDue, Fact.StockUncounted);
        if (counted is { Fact: Fact.StockUncounted }) return counted.With(Lots.Where(lot => !(lot.CheckedOn?.AddDays(rule.Days) >= Today)).Select(Of));
        var low = Lots.Where(lot => lot.Quantity < lot.Minimum).ToList();
        if (low.Count > 0) return DutyStanding.Is(Mark.Soon, Fact.StockLow, low.Count, Lots.Count).With(low.Select(lot => new Piece(lot.Name, null, lot.Minimum - lot.Quantity)));
        return expired?.With(expiring.Where(lot => lot.ExpiresOn <= Today.AddDays(rule.Soon)).Select(Of)) ?? counted ?? DutyStanding.Is(Mark.Met, Fact.StockChecked, Lots.Count, Lots.Count, on: Lots.Min(lot => lot.CheckedOn));

        static Piece Of(LotFacts lot) => new(lot.Name, lot.ExpiresOn, lot.Quantity);
    }

    private DutyStanding Hazards(DutyRule rule)
    {
        var open = (Known.Of<PlacesKnown>(Realm).Of(Community)?.Facts.Hazards.Values ?? []).Where(hazard => !Closed.Contains(hazard.Status, StringComparer.Ordinal)).OrderBy(hazard => hazard.FoundOn).ToList();
        if (open.Count == 0) return DutyStanding.Is(Mark.Met, Fact.HazardsClosed, 0);
        var pieces = open.Select(hazard => new Piece(hazard.Type, hazard.FoundOn, null));
        var late = Ended(rule, [.. open.Select(hazard => hazard.FoundOn?.AddDays(rule.Days) ?? DateOnly.MaxValue)], Fact.HazardsClosed, Fact.HazardsDue, Fact.HazardsOpen);
        return (late ?? DutyStanding.Is(Mark.Met, Fact.HazardsClosed, open.Count)).With(pieces);
    }

    /// <summary>How things with an end stand: past it (first the community's, then late), or near it; null where all have time.</summary>
    private DutyStanding? Ended(DutyRule rule, IReadOnlyList<DateOnly> ends, Fact fine, Fact soon, Fact ended)
    {
        if (ends.Count == 0) return null;
        var first = ends.Min();
        var left = first.DayNumber - Today.DayNumber;
        if (left < 0) return DutyStanding.Is(-left <= rule.Community ? Mark.Community : Mark.Late, ended, ends.Count(end => end < Today), ends.Count, first == DateOnly.MinValue ? null : -left, first == DateOnly.MinValue ? null : first);
        return left <= rule.Soon ? DutyStanding.Is(Mark.Soon, soon, ends.Count(end => end <= Today.AddDays(rule.Soon)), ends.Count, left, first) : null;
    }
}
