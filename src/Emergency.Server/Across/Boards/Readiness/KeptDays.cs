using Emergency.Domain.Regulations;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Following;
using Microsoft.Extensions.Caching.Memory;

namespace Emergency.Server.Across.Readiness;

/// <summary>
/// Past days as they were kept, read from the journal: a street's month is a stream of at most 31 events, whatever else happened in the
/// county. A kept day is final, and is not read twice while it is still in the cache.
/// </summary>
internal sealed class KeptDays(IFeed feed) : IDisposable
{
    /// <summary>Most cells in the cache: ten days of a county of 269 communities.</summary>
    private const int MostCells = 100_000;
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(30);
    private readonly MemoryCache _atHand = new(new MemoryCacheOptions { SizeLimit = MostCells });

    /// <summary>Standings of these streets' communities at the end of a day; a street whose day was not kept is missing.</summary>
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
        foreach (var street in streets)
            if (_atHand.TryGetValue<KeptReadiness>((street, day), out var before))
                found[street] = before!;
        List<EntityId> streams = [.. streets.Where(street => !found.ContainsKey(street)).Select(street => Entities.Readiness(street, day))];
        if (streams is [])
            return found;
        await foreach (var happened in feed.All(streams, Position.Start, upTo, Reading.Rows, stop))
            if (happened.Event is DayKept kept && kept.Day <= day)
            {
                var state = KeptReadiness.Evolve(states.GetValueOrDefault(kept.Street, KeptReadiness.None), kept);
                states[kept.Street] = state;
                if (kept.Day == day)
                    found[kept.Street] = Keep(kept.Street, day, state);
            }
        return found;
    }

    private KeptReadiness Keep(string street, DateOnly day, KeptReadiness state) =>
        _atHand.Set(
            (street, day),
            state,
            new MemoryCacheEntryOptions { Size = 1 + state.Rows.Sum(row => row.Cells.Count), SlidingExpiration = Unused }
        );

    public void Dispose() => _atHand.Dispose();

    /// <summary>Duties that were judged then and no longer are, as far as the cells describe them.</summary>
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
