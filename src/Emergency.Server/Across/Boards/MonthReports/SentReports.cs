using Emergency.Domain.MonthReports;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.Across.MonthReports;

/// <summary>
/// Reports as they were sent, read from the journal: a month of a division is a stream of a few events, however long ago it was.
/// </summary>
internal sealed class SentReports(IFeed feed)
{
    /// <summary>The reports of a month, by division; of one that has not sent any there is none.</summary>
    public async Task<IReadOnlyDictionary<string, MonthReport>> Of(
        IEnumerable<string> divisions,
        DateOnly month,
        Position upTo,
        CancellationToken stop
    )
    {
        var states = new Dictionary<string, MonthReport>(StringComparer.Ordinal);
        List<EntityId> streams = [.. divisions.Select(division => Entities.MonthReport(division, month))];
        await foreach (var happened in feed.All(streams, Position.Start, upTo, Reading.Rows, stop))
            if (happened.Event is MonthReportEvent e)
            {
                var division = happened.Entity.Key.Split('.')[0];
                states[division] = MonthReport.Evolve(states.GetValueOrDefault(division, MonthReport.None), e);
            }
        return states;
    }
}
