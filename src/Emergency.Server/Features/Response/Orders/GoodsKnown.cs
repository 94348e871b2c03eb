using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>Requests of communities to their streets.</summary>
internal sealed record GoodsKnown(
    ImmutableSortedDictionary<long, GoodsRequestKnown> All,
    ImmutableDictionary<GoodsRequestId, long> Positions
) : IHangsOnIncident
{
    public static readonly GoodsKnown None = new(
        ImmutableSortedDictionary<long, GoodsRequestKnown>.Empty,
        ImmutableDictionary<GoodsRequestId, long>.Empty
    );

    public GoodsRequestKnown? Find(GoodsRequestId id) => Positions.TryGetValue(id, out var at) ? All[at] : null;

    public IEnumerable<GoodsRequestKnown> Of(IncidentId incident) => All.Values.Where(one => one.State.Incident == incident);

    /// <summary>Incidents with requests whose response has ended.</summary>
    internal ImmutableHashSet<IncidentId> Over { get; private init; } = [];

    internal GoodsKnown With(GoodsRequestKnown seen) =>
        this with
        {
            All = All.SetItem(seen.RequestedAt.Value, seen),
            Positions = Positions.SetItem(seen.Id, seen.RequestedAt.Value),
        };

    internal GoodsKnown WithOver(IncidentId incident) => Of(incident).Any() ? this with { Over = Over.Add(incident) } : this;

    /// <summary>Streams of requests, which go along when incidents are joined.</summary>
    IEnumerable<EntityId> IHangsOnIncident.StreamsOf(Known known, string realm, IncidentId incident) =>
        Of(incident).Select(one => Entities.Goods(realm, one.Id));

    int IHangsOnIncident.BegunFor(IncidentId incident) => 0;
}

/// <summary>A request. <paramref name="RequestedAt"/> is the position of its first event, by which requests are ordered.</summary>
internal sealed record GoodsRequestKnown(GoodsRequestId Id, GoodsRequest State, Position RequestedAt, DateTimeOffset At)
    : IFound<GoodsRequestKnown>
{
    static GoodsRequestKnown? IFound<GoodsRequestKnown>.Of(Known known, string realm, Guid id) => known.Of<GoodsKnown>(realm).Find(new(id));

    public bool ExistsFor(Asked asked) => asked.Sees(new Place(State.Community));
}
