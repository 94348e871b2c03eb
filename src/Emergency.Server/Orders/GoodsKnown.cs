using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Engine;

namespace Emergency.Server.Orders;

/// <summary>What communities have asked their streets for.</summary>
public sealed record GoodsKnown(ImmutableSortedDictionary<long, GoodsSeen> All, ImmutableDictionary<GoodsRequestId, long> Positions)
{
    public static readonly GoodsKnown None = new(ImmutableSortedDictionary<long, GoodsSeen>.Empty, ImmutableDictionary<GoodsRequestId, long>.Empty);

    public GoodsSeen? Find(GoodsRequestId id) => Positions.TryGetValue(id, out var at) ? All[at] : null;
    public IEnumerable<GoodsSeen> Of(IncidentId incident) => All.Values.Where(one => one.State.Incident == incident);

    internal GoodsKnown With(GoodsSeen seen) => new(All.SetItem(seen.RequestedAt.Value, seen), Positions.SetItem(seen.Id, seen.RequestedAt.Value));
}

/// <summary>One request; <paramref name="RequestedAt"/> is where it came in, which orders them.</summary>
public sealed record GoodsSeen(GoodsRequestId Id, GoodsRequest State, Position RequestedAt, DateTimeOffset At);
