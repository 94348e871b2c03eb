using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Engine;

namespace Emergency.Server.Orders;

/// <summary>All orders of a realm, newest last; and the calls somebody still has to place.</summary>
public sealed record OrdersKnown(ImmutableSortedDictionary<long, OrderKnown> All, ImmutableDictionary<OrderId, long> Positions, ImmutableDictionary<string, CallDue> Calling, ImmutableDictionary<OrderId, ImmutableHashSet<string>> Held)
{
    public static readonly OrdersKnown None = new(ImmutableSortedDictionary<long, OrderKnown>.Empty, ImmutableDictionary<OrderId, long>.Empty, ImmutableDictionary<string, CallDue>.Empty, ImmutableDictionary<OrderId, ImmutableHashSet<string>>.Empty);

    public OrderKnown? Find(OrderId id) => Positions.TryGetValue(id, out var at) ? All[at] : null;
    public IEnumerable<OrderKnown> Of(IncidentId incident) => All.Values.Where(one => one.State.Facts?.Incident == incident);

    internal OrdersKnown With(OrderKnown order, string? receiver)
    {
        var next = this with { All = All.SetItem(order.IssuedAt.Value, order), Positions = Positions.SetItem(order.Id, order.IssuedAt.Value) };
        if (receiver is null || order.State.Receivers.GetValueOrDefault(receiver) is not { } known) return next;
        var held = next.Held.GetValueOrDefault(order.Id, []);
        held = known.Stage == OrderStage.Stopped ? held.Add(receiver) : held.Remove(receiver);
        next = next with { Held = held.IsEmpty ? next.Held.Remove(order.Id) : next.Held.SetItem(order.Id, held) };
        foreach (var call in known.Calls)
        {
            var key = new CallDue(order.Id, receiver, call.Attempt, call.Who, known.Due ?? DateTimeOffset.MaxValue);
            var wanted = call.State == CallState.Asked && !known.Told && !known.Driving && call.Attempt == known.Calls.Count;
            next = next with { Calling = wanted ? next.Calling.SetItem(key.Key, key) : next.Calling.Remove(key.Key) };
        }
        return next;
    }
}

/// <summary>One order; <paramref name="IssuedAt"/> is where it came in.</summary>
public sealed record OrderKnown(OrderId Id, Order State, Position IssuedAt);

/// <summary>A call to be placed until <paramref name="Until"/>.</summary>
public sealed record CallDue(OrderId Order, string Receiver, int Attempt, CallWho Who, DateTimeOffset Until)
{
    /// <summary>What the gateway knows the call by.</summary>
    public string Key => FormattableString.Invariant($"{Order}.{Receiver}.{Attempt}");

    /// <summary>Order, receiver and attempt of a key; null where it is none.</summary>
    public static (OrderId Order, string Receiver, int Attempt)? Read(string? key) =>
        key?.Split('.') is [var order, { Length: > 0 } receiver, var attempt] && Guid.TryParse(order, out var id) && int.TryParse(attempt, System.Globalization.NumberStyles.None, null, out var number) ? (new(id), receiver, number) : null;
}
