using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>All orders of a realm, newest last, each with its calls.</summary>
internal sealed record OrdersKnown(
    ImmutableSortedDictionary<long, OrderKnown> All,
    ImmutableDictionary<OrderId, long> Positions,
    ImmutableDictionary<OrderId, ImmutableHashSet<string>> Held
) : IHangsOnIncident
{
    public static readonly OrdersKnown None = new(
        ImmutableSortedDictionary<long, OrderKnown>.Empty,
        ImmutableDictionary<OrderId, long>.Empty,
        ImmutableDictionary<OrderId, ImmutableHashSet<string>>.Empty
    );

    public OrderKnown? Find(OrderId id) => Positions.TryGetValue(id, out var at) ? All[at] : null;

    private ImmutableDictionary<IncidentId, ImmutableList<long>> ByIncident { get; init; } =
        ImmutableDictionary<IncidentId, ImmutableList<long>>.Empty;

    /// <summary>Orders of an incident, in the order they were issued.</summary>
    public IEnumerable<OrderKnown> Of(IncidentId incident) => ByIncident.GetValueOrDefault(incident, []).Select(at => All[at]);

    private ImmutableDictionary<AttachmentId, OrderId> Files { get; init; } = ImmutableDictionary<AttachmentId, OrderId>.Empty;

    /// <summary>The order that a file belongs to.</summary>
    internal OrderKnown? Having(AttachmentId file) => Files.TryGetValue(file, out var id) ? Find(id) : null;

    /// <summary>Orders whose words and files are sealed under one of these keys.</summary>
    internal IEnumerable<OrderKnown> Under(IEnumerable<Guid> keys) =>
        keys.SelectMany(key => (Find(new(key)) is { } order ? [order] : Enumerable.Empty<OrderKnown>()).Concat(Of(new IncidentId(key))));

    internal OrdersKnown WithFile(AttachmentId file, OrderId id, string division) =>
        Find(id) is { } order
            ? With(order with { Files = order.Files.SetItem(file, division) }, null) with
            {
                Files = Files.SetItem(file, id),
            }
            : this;

    internal OrdersKnown WithoutFile(AttachmentId file) =>
        Having(file) is { } order ? With(order with { Files = order.Files.Remove(file) }, null) with { Files = Files.Remove(file) } : this;

    internal OrdersKnown With(OrderKnown order, string? receiver)
    {
        var next = this with
        {
            All = All.SetItem(order.IssuedAt.Value, order),
            Positions = Positions.SetItem(order.Id, order.IssuedAt.Value),
        };
        if (order.State.Facts?.Incident is { } incident && !Positions.ContainsKey(order.Id))
            next = next with
            {
                ByIncident = ByIncident.SetItem(incident, ByIncident.GetValueOrDefault(incident, []).Add(order.IssuedAt.Value)),
            };
        if (receiver is null || order.State.Receivers.GetValueOrDefault(receiver) is not { } known)
            return next;
        var held = next.Held.GetValueOrDefault(order.Id, []);
        held = known.Stage == OrderStage.Stopped ? held.Add(receiver) : held.Remove(receiver);
        return next with { Held = held.IsEmpty ? next.Held.Remove(order.Id) : next.Held.SetItem(order.Id, held) };
    }

    /// <summary>Streams of an incident's orders, and of the calls about them.</summary>
    IEnumerable<EntityId> IHangsOnIncident.StreamsOf(Known known, string realm, IncidentId incident) =>
        Of(incident)
            .Select(order => Entities.Order(realm, order.Id))
            .Concat(
                Of(incident)
                    .SelectMany(order => known.Of<CallsKnown>(realm).Of(CallKind.Order, order.Id.Value))
                    .Select(call => Entities.Call(realm, call.Id))
            );

    int IHangsOnIncident.BegunFor(IncidentId incident) => Of(incident).Count();
}

/// <summary>An order. <paramref name="IssuedAt"/> is the position of its first event.</summary>
internal sealed record OrderKnown(OrderId Id, Order State, Position IssuedAt)
{
    /// <summary>Call about the order, by receiver.</summary>
    public ImmutableDictionary<string, Call> Calls { get; init; } = ImmutableDictionary.Create<string, Call>(StringComparer.Ordinal);

    /// <summary>Its files, each with the division it came from.</summary>
    public ImmutableDictionary<AttachmentId, string> Files { get; init; } = ImmutableDictionary<AttachmentId, string>.Empty;

    /// <summary>Division that issued it: the county of its receivers, or their street where the street issued it.</summary>
    public string From =>
        State.By!.Role == Role.StreetOfficer
            ? Divisions.Street(State.Receivers.Keys.First())
            : Divisions.County(State.Receivers.Keys.First());

    public int FilesOf(string division) => Files.Values.Count(one => one == division);
}
