using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>A past month, as it stood at its end. Figures only.</summary>
internal sealed record VisitMonthPast(DateOnly From, DateOnly To, VisitCounts Counts, IReadOnlyList<VisitGrid> Grids);

/// <summary>The months of a community before this one, the newest first; never those of another.</summary>
internal sealed record VisitMonthsPast(string Community, string Name, IReadOnlyList<VisitMonthPast> Items, long Position);

/// <summary>
/// Computes earlier months from the streams of visited persons, because no view keeps them. Persons who have left since
/// are counted in their former community.
/// </summary>
internal sealed class VisitMonths(IFeed feed)
{
    public const int Most = 12;

    // A visit reported late counts in the month in which the person was seen.
    private async Task<List<(DateOnly Day, VisitsEvent Event)>> Told(
        string realm,
        string community,
        PersonId person,
        Position upTo,
        CancellationToken stop
    )
    {
        var all = new List<(DateOnly, VisitsEvent)>();
        await foreach (var happened in feed.Stream(Entities.Visits(realm, community, person), upTo, stop))
            if (happened.Event is VisitsEvent e)
                all.Add((Shanghai.Day(e is VisitMade made ? made.SeenAt : happened.Meta.At), e));
        return all;
    }

    /// <param name="count">Number of months before today's.</param>
    public async Task<IReadOnlyList<VisitMonthPast>> Of(
        string realm,
        string community,
        Known known,
        DateOnly today,
        int count,
        CancellationToken stop
    )
    {
        var residents = known.Of<ResidentsKnown>(realm);
        var first = new DateOnly(today.Year, today.Month, 1);
        var tallies = Enumerable
            .Range(1, count)
            .Select(back => first.AddMonths(-back))
            .Select(month => new MonthTally(month.AddMonths(1), month))
            .Reverse()
            .ToList();
        var counted = tallies.ConvertAll(_ => new List<(string Grid, VisitKnown Visit)>());
        foreach (var person in residents.PersonsOf(community).Concat(residents.DepartedOf(community)).DistinctBy(one => one.Id))
        {
            var (visit, month) = ((VisitKnown?)null, 0);
            foreach (var (day, e) in (await Told(realm, community, person.Id, known.At, stop)).OrderBy(one => one.Day))
            {
                for (; month < tallies.Count && tallies[month].To < day; month++)
                    Count(month);
                visit = VisitsView.Folded(visit, e);
            }
            for (; month < tallies.Count; month++)
                Count(month);

            void Count(int of)
            {
                if (visit is { } one)
                    counted[of].Add((person.Grid, one));
            }
        }
        return
        [
            .. tallies
                .Select(
                    (tally, n) =>
                        new VisitMonthPast(
                            tally.From,
                            tally.To,
                            tally.Counts(counted[n].Select(one => one.Visit)),
                            [.. VisitOverviewEndpoints.Grids(counted[n], tally)]
                        )
                )
                .Reverse(),
        ];
    }
}
