using Emergency.Domain.Regulations;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;

namespace Emergency.Server.CrossFeature.Readiness;

/// <summary>Past days as they were kept, read from the journal: a street's month is a stream of at most 31 events, whatever else the county has lived through.</summary>
internal sealed class KeptDays(IFeed feed)
{
    /// <summary>How the communities of these streets stood when a day ended; a street of which that day was not kept is missing.</summary>
    public async Task<IReadOnlyDictionary<string, KeptReadiness>> Of(
        IReadOnlyCollection<string> streets,
        DateOnly day,
        Position upTo,
        CancellationToken stop
    )
    {
        var (states, found) = (
            new Dictionary<string, KeptReadiness>(StringComparer.Ordinal),
            new Dictionary<string, KeptReadiness>(StringComparer.Ordinal)
        );
        List<EntityId> streams = [.. streets.Select(street => Entities.Readiness(street, day))];
        await foreach (var happened in feed.All(streams, Position.Start, upTo, Reading.Rows, stop))
            if (happened.Event is DayKept kept && kept.Day <= day)
            {
                var state = KeptReadiness.Evolve(states.GetValueOrDefault(kept.Street, KeptReadiness.None), kept);
                states[kept.Street] = state;
                if (kept.Day == day)
                    found[kept.Street] = state;
            }
        return found;
    }

    /// <summary>Duties that were judged then and are not any more: as far as a cell tells of them.</summary>
    public static IEnumerable<DutyRule> Former(IEnumerable<KeptReadiness> days, IReadOnlyList<DutyRule> today, RulePacks packs) =>
        days.SelectMany(day => day.Rows.SelectMany(row => row.Cells).Select(cell => (Cell: cell, day.Packs)))
            .DistinctBy(one => (one.Cell.Pack, one.Cell.Duty))
            .Where(one => !today.Any(rule => Is(one.Cell, rule)))
            .Select(one => Known(one.Cell, packs) ?? Told(one.Cell));

    public static bool Is(KeptCell cell, DutyRule rule) => cell.Pack == rule.Pack && cell.Duty == rule.Id;

    private static DutyRule? Known(KeptCell cell, RulePacks packs) => packs.Find(cell.Pack)?.Duties.FirstOrDefault(rule => Is(cell, rule));

    private static DutyRule Told(KeptCell cell) =>
        new(cell.Duty, cell.Pack, Bearer.Committee, [], true, cell.Evidence, false, cell.Mark == Mark.Draft);
}
