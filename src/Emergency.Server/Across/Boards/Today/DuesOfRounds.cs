using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Patrols;
using Emergency.Domain.RiskPoints;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.Patrols;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>
/// 巡查: rounds whose day has passed, and those of the days to come; one that is walked to its last stop is gone until its next day.
/// </summary>
internal sealed class PatrolsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(PatrolPermissions.Read, new(asked.Division)).Problem is not null)
            yield break;
        var rounds = asked
            .Known.Of<PatrolsKnown>()
            .In(asked.Division)
            .Where(one => one.State.Stage == PatrolStage.Kept && one.State.Next <= asked.Until)
            .ToLookup(one => one.State.Community, StringComparer.Ordinal);
        foreach (var community in asked.Communities)
        {
            var query = $"community={community}&tab=patrols";
            DueThing Rounds(string kind, DateOnly? on, List<(PatrolId Id, Patrol State)> some) =>
                new(
                    kind,
                    community,
                    on,
                    "hazards",
                    $"{query}{DueRooms.Single("patrol", some, one => one.Id.Value)}",
                    some.Count,
                    some[0].State.Facts?.Name
                );
            var late = rounds[community].Where(one => one.State.Next < asked.Today).OrderBy(one => one.State.Next).ToList();
            if (late.Count > 0)
                yield return Rounds("patrol-late", late[0].State.Next, late);
            foreach (
                var day in rounds[community]
                    .Where(one => one.State.Next >= asked.Today)
                    .GroupBy(one => one.State.Next)
                    .OrderBy(day => day.Key)
            )
                yield return Rounds("patrol", day.Key, [.. day]);
        }
    }
}

/// <summary>风险点: crossed thresholds without an incident, checks not made in time, and the checks of the days to come.</summary>
internal sealed class RisksAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(RiskPointPermissions.Read, new(asked.Division)).Problem is not null)
            yield break;
        var points = asked.Known.Of<RiskPointsKnown>().In(asked.Division).ToLookup(one => one.State.Community, StringComparer.Ordinal);
        foreach (var community in asked.Communities)
        {
            var query = $"community={community}&tab=risks";
            DueThing Line(string kind, DateOnly? on, List<(RiskPointId Id, RiskPoint State)> some, Stake stake = Stake.People) =>
                new(
                    kind,
                    community,
                    on,
                    "dangers",
                    $"{query}{DueRooms.Single("risk", some, one => one.Id.Value)}",
                    some.Count,
                    some[0].State.Facts?.Name,
                    Stake: stake
                );
            var crossed = points[community].Where(one => one.State is { Crossed: true, Incident: null }).ToList();
            if (crossed.Count > 0)
                yield return Line("risk-crossed", Shanghai.Day(crossed.Min(one => one.State.Last!.SeenAt)), crossed, Stake.Life);
            var due = points[community].Where(one => one.State.NextOn <= asked.Until).ToList();
            foreach (
                var day in due.GroupBy(one => one.State.NextOn < asked.Today ? DateOnly.MinValue : one.State.NextOn!.Value)
                    .OrderBy(day => day.Key)
            )
                yield return Line(day.Key == DateOnly.MinValue ? "risk-late" : "risk-look", day.Min(one => one.State.NextOn), [.. day]);
        }
    }
}

/// <summary>
/// 隐患: reports that nobody has looked at, hazards without an owner, also rows of files, owners whose last day is near or past, and hazards
/// that wait for another look or for the street's decision.
/// </summary>
internal sealed class HazardsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        var place = new Domain.Places.Place(asked.Division);
        bool May(Permission permission) => asked.Asked.Allow(permission, place).Problem is null;
        if (asked.Asked.Realm != Entities.Live || !May(HazardPermissions.Read))
            yield break;
        var (keeps, checks, decides) = (May(HazardPermissions.Keep), May(HazardPermissions.Check), May(HazardPermissions.Decide));
        foreach (var community in asked.Communities)
        {
            var all = asked.Known.Of<HazardsKnown>().Of(community).Values.ToList();
            DueThing Line(string kind, DateOnly? on, List<HazardKnown> some, Stake stake = Stake.Things) =>
                new(
                    kind,
                    community,
                    on,
                    "hazards",
                    $"community={community}{DueRooms.Single("hazard", some, one => one.Id.Value)}",
                    some.Count,
                    Stake: stake
                );
            DueThing Waits(string kind, List<HazardKnown> some, Stake stake = Stake.Things) =>
                Line(kind, Shanghai.Day(some.Min(one => one.State.Since)), some, stake);
            var told = all.Where(one => one.State.Stage == HazardStage.Reported).ToList();
            if (keeps && told.Count > 0)
                yield return Waits("hazard-told", told, told.Exists(one => one.State.Facts?.Danger == true) ? Stake.Life : Stake.Things);
            // Rows of files have no time since which they wait: the register has had them for years.
            var found = HazardsKnown.In(asked.Known, community).Where(one => one.State.Stage == HazardStage.Found).ToList();
            if (keeps && found.Count > 0)
                yield return Line("hazard-found", null, found);
            var mended = all.Where(one => one.State.Stage == HazardStage.Mended).ToList();
            if (checks && mended.Count > 0)
                yield return Waits("hazard-check", mended);
            var street = all.Where(one => one.State.Stage is HazardStage.Returned or HazardStage.Checked).ToList();
            if (decides && street.Count > 0)
                yield return Waits("hazard-decide", street);
            var owed = all.Where(one => one.State.Stage is HazardStage.Assigned or HazardStage.Mending && one.State.DueOn <= asked.Until);
            foreach (
                var day in owed.GroupBy(one => one.State.DueOn < asked.Today ? DateOnly.MinValue : one.State.DueOn!.Value)
                    .OrderBy(day => day.Key)
            )
                yield return Line(day.Key == DateOnly.MinValue ? "hazard-late" : "hazard-due", day.Min(one => one.State.DueOn), [.. day]);
        }
    }
}

/// <summary>队伍: insurances and trainings that end or have ended; gone once they are renewed.</summary>
internal sealed class UpkeepIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(TeamPermissions.Edit, new(asked.Division)).Problem is not null)
            yield break;
        foreach (var community in asked.Communities)
        {
            var team = asked.Known.Of<TeamsKnown>().Of(community).State;
            var kept = team.Members.Keys.Select(team.UpkeepOf).ToList();
            var insurances = kept.Where(one => one.Insurance?.Until <= asked.Until).Select(one => one.Insurance!.Until!.Value);
            var trainings = kept.SelectMany(one => one.Trainings).Where(one => one.Until <= asked.Until).Select(one => one.Until!.Value);
            foreach (var line in Lines("insurance-ends", insurances, asked, community))
                yield return line;
            foreach (var line in Lines("training-ends", trainings, asked, community))
                yield return line;
        }
    }

    // The last day counts. Ended ones are one line, those about to end one for each day.
    private static IEnumerable<DueThing> Lines(string kind, IEnumerable<DateOnly> days, DueAsked asked, string community) =>
        days.GroupBy(day => day < asked.Today ? DateOnly.MinValue : day)
            .OrderBy(some => some.Key)
            .Select(some => new DueThing(kind, community, some.Min(), "team", $"community={community}", some.Count()));
}

/// <summary>借出: lent goods that must come back. The lender is told once their day has passed.</summary>
internal sealed class LoansAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Allow(SuppliesPermissions.Keep, new(asked.Division)).Problem is not null)
            yield break;
        // A street has a store of its own.
        foreach (var place in asked.Division.Length == 9 ? asked.Communities.Prepend(asked.Division) : asked.Communities)
        foreach (
            var some in asked
                .Known.Of<SuppliesKnown>()
                .Of(place)
                .Lots.Values.SelectMany(lot => lot.Loans.Values.Select(loan => (Loan: loan, lot.Facts.Name)))
                .Where(one => one.Loan.Until <= asked.Until)
                .GroupBy(one =>
                    one.Loan.Until >= asked.Today ? ("loan-back", one.Loan.Until)
                    : one.Loan.By.Account == asked.Asked.Account ? ("loan-mine", DateOnly.MinValue)
                    : ("loan-late", DateOnly.MinValue)
                )
                .OrderBy(some => some.Key.Item2)
        )
            yield return new(
                some.Key.Item1,
                place,
                some.Min(one => one.Loan.Until),
                "stock",
                $"store={place}&tab=loans",
                some.Count(),
                some.MinBy(one => one.Loan.Until).Name
            );
    }
}
