using Emergency.Domain.Visits;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Visits;

/// <summary>
/// Visits that are late or due within 31 days; with the filter "due" today's alone. By community in the order of the
/// walk.
/// </summary>
internal sealed class ListedVisits : IListed
{
    private const int Ahead = 31;

    public string Name => "visits";
    public Permission Permission => VisitPermissions.Read;

    public Listed Of(ListAsked asked)
    {
        var (query, words) = (new VisitsQuery(asked.Known, asked.Asked), asked.Words);
        var until = asked.Only.Due ? asked.Today : asked.Today.AddDays(Ahead);
        return Listed.Of(
            asked,
            asked
                .Communities(Permission)
                .SelectMany(community => query.Walk(query.In(community.Code).Where(one => one.Visit.IsDue(until))).Select(query.Shown)),
            one => [one.PersonId],
            [
                new("community", one => asked.Community(one.Community)),
                .. ListsOfPeople.Door<VisitDue>(one => one.Door),
                new("name", one => one.Minor ? words.Say("list.child", ("age", "")).Trim() : one.Name),
                new("needs", one => words.Codes("door.need", one.Needs)),
                new("due", one => Cells.Day(one.Next)),
                new("late-days", one => Cells.Some(one.LateDays)),
                new(
                    "besides",
                    one => string.Join('、', one.Extras.Select(extra => words.Word("visit.trigger", (VisitTrigger?)extra.Trigger)))
                ),
                new("missed", one => words.Word("visit.miss", one.Missed)),
                new("seen", one => Cells.Day(one.Seen)),
            ]
        );
    }
}

/// <summary>
/// A month of visits by community and grid, in the order of their numbers; with the filter "month" a month of the twelve
/// before this.
/// </summary>
internal sealed class ListedVisitMonth(VisitMonths months) : IListed
{
    public string Name => "visit-month";
    public Permission Permission => VisitPermissions.Overview;

    public Listed Of(ListAsked asked)
    {
        var (query, tally) = (new VisitsQuery(asked.Known, asked.Asked), new MonthTally(asked.Today));
        return Of(
            asked,
            tally.From,
            asked
                .Communities(Permission)
                .SelectMany(community =>
                    VisitOverviewEndpoints.Grids(query.In(community.Code), tally).Select(grid => (community.Name, grid))
                )
        );
    }

    public async ValueTask<Listed?> Read(ListAsked asked, CancellationToken stop)
    {
        var now = new DateOnly(asked.Today.Year, asked.Today.Month, 1);
        if (asked.Only.Month is not { } month || month == now)
            return Of(asked);
        var back = ((now.Year - month.Year) * 12) + now.Month - month.Month;
        if (back is < 1 or > VisitMonths.Most)
            return null;
        var rows = new List<(string Name, VisitGrid Grid)>();
        foreach (var community in asked.Communities(Permission))
        {
            var past = await months.Of(asked.Asked.Realm, community.Code, asked.Known, asked.Today, back, stop);
            rows.AddRange(past.Single(one => one.From == month).Grids.Select(grid => (community.Name, grid)));
        }
        return Of(asked, month, rows);
    }

    private static Listed Of(ListAsked asked, DateOnly month, IEnumerable<(string Name, VisitGrid Grid)> rows) =>
        Listed.Of(
            asked,
            rows,
            [
                new("month", _ => month.ToString("yyyy-MM", null)),
                new("community", one => one.Name),
                new("grid", one => one.Grid.Grid),
                new("expected", one => Cells.Number(one.Grid.Counts.Expected)),
                new("met", one => Cells.Number(one.Grid.Counts.Met)),
                new("not-met", one => Cells.Number(one.Grid.Counts.Missed)),
                new("open", one => Cells.Number(one.Grid.Counts.Open)),
            ]
        );
}
