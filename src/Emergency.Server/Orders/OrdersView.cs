using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Calls;
using Emergency.Server.Views;

namespace Emergency.Server.Orders;

/// <summary>Folds orders with the calls about them and turns the lights: for each receiver's divisions, for who issued it, and for its incident.</summary>
public sealed class OrdersView : View<OrdersKnown>
{
    private const string Order = "order";

    public override string Name => "orders";
    public override OrdersKnown Empty => OrdersKnown.None;

    protected override OrdersKnown Fold(OrdersKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is CallEvent { About.Kind: CallKind.Order } called) return Called(state, happened.Entity.Realm, called, changes);
        if (happened.Event is not OrderEvent e) return state;
        var (realm, id) = (happened.Entity.Realm, new OrderId(Guid.Parse(happened.Entity.Key)));
        var before = state.Find(id);
        var order = new OrderKnown(id, Domain.Orders.Order.Evolve(before?.State ?? Domain.Orders.Order.None, e), before?.IssuedAt ?? happened.Position) { Calls = before?.Calls ?? ImmutableDictionary.Create<string, Call>(StringComparer.Ordinal) };
        var receiver = e is ISetsDue sets ? sets.DueOf : ReceiverOf(e);
        var next = state.With(order, receiver);
        if (receiver is not null) Tell(realm, order, receiver, changes);
        return next;
    }

    private static OrdersKnown Called(OrdersKnown state, string realm, CallEvent e, Changes changes)
    {
        if (state.Find(new(e.About.Id)) is not { } order) return state;
        order = order with { Calls = order.Calls.SetItem(e.Receiver, Call.Evolve(order.Calls.GetValueOrDefault(e.Receiver, Call.None), e)) };
        Tell(realm, order, e.Receiver, changes);
        return state.With(order, e.Receiver);
    }

    private static void Tell(string realm, OrderKnown order, string receiver, Changes changes)
    {
        var light = OrderLight.Of(order, receiver);
        changes.Division(realm, receiver, Order, light.Key, light);
        changes.To(Group.Me(realm, order.State.By!.Account), Order, light.Key, light);
        if (light.Incident is { } incident) changes.To(Group.Incident(realm, incident), Order, light.Key, light);
    }

    public override void Show(OrdersKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var order in state.All.Values)
            foreach (var receiver in order.State.Receivers.Keys)
            {
                var light = OrderLight.Of(order, receiver);
                var shown = group.Kind switch
                {
                    "division" => receiver.StartsWith(group.Id, StringComparison.Ordinal) && !light.Settled,
                    "me" => order.State.By!.Account == new AccountId(group.Id) && !light.Settled,
                    "incident" => light.Incident?.ToString() == group.Id,
                    _ => false,
                };
                if (shown) changes.To(group, Order, light.Key, light);
            }
    }

    private static string? ReceiverOf(OrderEvent e) => e switch
    {
        OrderStopped x => x.Receiver,
        OrderApproved x => x.Receiver,
        OrderRefused x => x.Receiver,
        OrderReviewed x => x.Receiver,
        CallPlaced x => x.Receiver,
        CallFailed x => x.Receiver,
        OrderIssued or OrderNumbered => null,
        _ => throw new Unforeseen(e),
    };
}

/// <summary>What is broadcast of an order at one receiver. The text comes by GET.</summary>
/// <param name="Light">red sent, green seen, grey fed back; null where a list has stopped it or the street refused it.</param>
/// <param name="Unlisted">清单外, delivered all the same; to be reviewed.</param>
/// <param name="Calls">Each ring: who, and whether it was answered.</param>
/// <param name="Driving">Nobody answered: somebody drives there.</param>
/// <param name="Heard">Who answered the call, and how.</param>
public sealed record OrderLight(string Key, OrderId Order, string Receiver, IssuerKind Issuer, IncidentId? Incident, string? Light, OrderStage Stage, bool Unlisted, bool Reviewed, ListOf<string> Articles, DateTimeOffset At, DateTimeOffset? Deadline, DateTimeOffset? Due, ListOf<Ring> Calls, bool Driving, bool Reached, HeardLight? Heard)
{
    /// <summary>Nothing more is awaited of this receiver.</summary>
    public bool Settled => Stage is OrderStage.FedBack or OrderStage.Refused && (!Unlisted || Reviewed);

    public static OrderLight Of(OrderKnown order, string receiver)
    {
        ArgumentNullException.ThrowIfNull(order);
        var (state, facts) = (order.State, order.State.Facts!);
        var (known, call) = (state.Receivers[receiver], order.Calls.GetValueOrDefault(receiver, Call.None));
        var light = known.Stage switch { OrderStage.Sent => "red", OrderStage.Seen => "green", OrderStage.FedBack => "grey", _ => null };
        return new($"{order.Id}/{receiver}", order.Id, receiver, facts.Issuer, facts.Incident, light, known.Stage, known.Unlisted, known.Reviewed, known.Unlisted || light is null ? state.Standing!.Articles : [], state.IssuedAt!.Value, facts.Deadline, known.Told ? null : call.Due ?? known.Due,
            [.. known.Rings, .. call.Rings.Select(ring => ring with { Attempt = ring.Attempt + known.Rings.Count })], known.Driving || call.Drive?.AskedAt is not null, known.Reached || call.Drive?.Reached is not null, HeardLight.Of(call));
    }
}
