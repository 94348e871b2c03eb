using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Domain.Rhythms;
using Emergency.Engine;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Keeps the standings of each community of a street, and of the county itself, at the end of a day, so that later corrections do not
/// change them.
/// </summary>
internal sealed class DayEndsReadinessKept(EvidenceTable table) : IReaction
{
    public string Name => "day-ends-readiness-kept";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not RoundCame { Duty: DutyRhythm.ReadinessDay } e || happened.Entity.Realm != Entities.Live)
            return [];
        // Midnight belongs to the day that begins: the second before it to the one that is kept.
        var (day, street) = (Shanghai.Day(e.Due).AddDays(-1), e.Community);
        var query = new ReadinessQuery(table, known, Entities.Live, e.Due.AddSeconds(-1));
        var duties = query.Duties(street);
        ListOf<KeptRow> rows =
        [
            .. query
                .Communities(street)
                .Select(community => new KeptRow(
                    community.Code,
                    [.. duties.Zip(query.Cells(community.Code, duties)).Select(one => KeptCell.From(one.First, one.Second))]
                )),
        ];
        return rows.Count == 0
            ? []
            :
            [
                new(Entities.Readiness(street, day), new KeepDay(street, day, [.. query.Packs(street)], rows, e.At), 0),
                .. County(query, rows[0].Community, day, e.At),
            ];
    }

    // The county's own duties are kept once, with the first of its streets.
    private static IEnumerable<Reacted> County(ReadinessQuery query, string community, DateOnly day, DateTimeOffset at)
    {
        var county = Divisions.County(community);
        if (query.Communities(county).First().Code != community || query.Own(county) is not { Count: > 0 } own)
            yield break;
        var row = new KeptRow(county, [.. own.Select(one => KeptCell.From(one.Duty, one.Standing))]);
        yield return new(Entities.Readiness(county, day), new KeepDay(county, day, [.. query.Packs(county)], [row], at), 1);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("a day is kept once");
}
