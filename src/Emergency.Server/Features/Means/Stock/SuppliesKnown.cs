using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Stock;
using Emergency.Engine;

namespace Emergency.Server.Features.Stock;

/// <summary>Stocks of all communities (应急物资), by 12-digit code, and the lots of which each task has or had something.</summary>
internal sealed record SuppliesKnown(ImmutableDictionary<string, Supplies> Stocks, ImmutableDictionary<TaskId, TaskStock> Tasks)
{
    public static readonly SuppliesKnown None = new(
        ImmutableDictionary<string, Supplies>.Empty,
        ImmutableDictionary<TaskId, TaskStock>.Empty
    );

    /// <summary>Position of the newest event of each stock.</summary>
    public ImmutableDictionary<string, Position> At { get; init; } = ImmutableDictionary<string, Position>.Empty;

    /// <summary>Number of lots of each stock below their minimum; kept up to date with each event rather than counted anew.</summary>
    public ImmutableDictionary<string, int> Low { get; init; } = ImmutableDictionary<string, int>.Empty;

    public Supplies Of(string community) => Stocks.GetValueOrDefault(community, Supplies.None);

    public TaskStock For(TaskId task) => Tasks.GetValueOrDefault(task, TaskStock.None);

    /// <summary>The lots a task has or had something of.</summary>
    public IEnumerable<(string Community, Lot Lot)> LotsOf(TaskId task) =>
        For(task)
            .Lots.SelectMany(key =>
                Of(key.Community).Lots.TryGetValue(key.Lot, out var lot) ? [(key.Community, lot)] : Enumerable.Empty<(string, Lot)>()
            );
}

/// <summary>The lots a task took from. The incident is null where somebody reserves things by hand for no task of an incident.</summary>
internal sealed record TaskStock(IncidentId? Incident, ImmutableSortedSet<LotKey> Lots)
{
    public static readonly TaskStock None = new(null, []);
}

/// <summary>A lot and its community.</summary>
internal sealed record LotKey(string Community, LotId Lot) : IComparable<LotKey>
{
    public int CompareTo(LotKey? other) =>
        other is null ? 1
        : string.CompareOrdinal(Community, other.Community) is not 0 and var order ? order
        : Lot.Value.CompareTo(other.Lot.Value);

    public static bool operator <(LotKey left, LotKey right) => left is not null && left.CompareTo(right) < 0;

    public static bool operator >(LotKey left, LotKey right) => left is not null && left.CompareTo(right) > 0;

    public static bool operator <=(LotKey left, LotKey right) => !(left > right);

    public static bool operator >=(LotKey left, LotKey right) => !(left < right);
}
