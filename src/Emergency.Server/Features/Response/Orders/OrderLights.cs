using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>An order at one of its receivers.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OrderAt(OrderId Order, string Receiver);

/// <summary>
/// Pushes an order's status to the receiver's divisions and to its issuer until nothing more is awaited. Its incident
/// keeps it.
/// </summary>
internal sealed class OrderLights : LightsOf<OrdersKnown, OrderAt>
{
    protected override string View => "order";

    protected override IEnumerable<OrderAt> Touched(OrdersKnown before, OrdersKnown after, Happened happened) =>
        happened.Event switch
        {
            CallEvent e => [new(new(e.About.Id), e.Receiver)],
            AttachmentAdded { Facts.Of: { Kind: OrderAttachments.Name } of } => after.Find(new(of.Id)) is { } order ? All(order) : [],
            AttachmentEvent => before.Having(new(Guid.Parse(happened.Entity.Key))) is { } order ? All(order) : [],
            IErasure e => before.Under(e.Keys.Append(e.Subject)).SelectMany(All),
            ReceiverEvent e => [new(new(Guid.Parse(happened.Entity.Key)), e.Receiver)],
            _ => after.Find(new(Guid.Parse(happened.Entity.Key))) is { } order ? All(order) : [],
        };

    protected override IEnumerable<OrderAt> Near(OrdersKnown state, string realm, Group group) =>
        group.Kind switch
        {
            "incident" => Guid.TryParse(group.Id, out var incident) ? state.Of(new(incident)).SelectMany(All) : [],
            "division" or "me" => state.All.Values.SelectMany(All),
            _ => [],
        };

    protected override Light? Of(OrdersKnown state, OrderAt thing, string realm)
    {
        if (state.Find(thing.Order) is not { } order || !order.State.Receivers.TryGetValue(thing.Receiver, out var at))
            return null;
        var to = new List<Audience>(3);
        if (!OrderLight.IsSettled(at.Stage, at.Unlisted, at.Reviewed))
            to.AddRange([Audience.Division(realm, thing.Receiver), Audience.Only(Group.Me(realm, order.State.By!.Account))]);
        if (order.State.Facts!.Incident is { } incident)
            to.Add(Audience.Only(Group.Incident(realm, incident)));
        return new(OrderLight.KeyOf(thing), () => OrderLight.Of(order, thing.Receiver), to);
    }

    private static IEnumerable<OrderAt> All(OrderKnown order) =>
        order.State.Receivers.Keys.Select(receiver => new OrderAt(order.Id, receiver));
}

/// <summary>Broadcast status of an order at a receiver. The text comes by GET.</summary>
/// <param name="Light">red sent, green seen, grey fed back; null where a list has stopped it or the street refused it.</param>
/// <param name="Unlisted">True for a matter on no list (清单外) that was delivered all the same and must be reviewed.</param>
/// <param name="Calls">Each ring: the person called, and whether they answered.</param>
/// <param name="Driving">True while nobody has answered and somebody drives there.</param>
/// <param name="Heard">The answer to the call: called person and means.</param>
/// <param name="Papers">Number of files sent with the order.</param>
/// <param name="Returned">Number of files that came back from this receiver.</param>
internal sealed record OrderLight(
    string Key,
    OrderId Order,
    string Receiver,
    IssuerKind Issuer,
    IncidentId? Incident,
    string? Light,
    OrderStage Stage,
    bool Unlisted,
    bool Reviewed,
    ListOf<string> Articles,
    DateTimeOffset At,
    DateTimeOffset? Deadline,
    DateTimeOffset? Due,
    ListOf<Ring> Calls,
    bool Driving,
    bool Reached,
    HeardLight? Heard,
    int Papers,
    int Returned
)
{
    /// <summary>True when nothing more is awaited of this receiver.</summary>
    public bool Settled => IsSettled(Stage, Unlisted, Reviewed);

    internal static bool IsSettled(OrderStage stage, bool unlisted, bool reviewed) =>
        stage is OrderStage.FedBack or OrderStage.Refused && (!unlisted || reviewed);

    internal static string KeyOf(OrderAt at) => $"{at.Order}/{at.Receiver}";

    public static OrderLight Of(OrderKnown order, string receiver)
    {
        var (state, facts) = (order.State, order.State.Facts!);
        var (known, call) = (state.Receivers[receiver], order.Calls.GetValueOrDefault(receiver, Call.None));
        var light = known.Stage switch
        {
            OrderStage.Sent => "red",
            OrderStage.Seen => "green",
            OrderStage.FedBack => "grey",
            _ => null,
        };
        return new(
            KeyOf(new(order.Id, receiver)),
            order.Id,
            receiver,
            facts.Issuer,
            facts.Incident,
            light,
            known.Stage,
            known.Unlisted,
            known.Reviewed,
            known.Unlisted || light is null ? state.Standing!.Articles : [],
            state.IssuedAt!.Value,
            facts.Deadline,
            known.Told ? null : call.Due ?? known.Due,
            [.. known.Rings, .. call.Rings.Select(ring => ring with { Attempt = ring.Attempt + known.Rings.Count })],
            known.Driving || call.Drive?.AskedAt is not null,
            known.Reached || call.Drive?.Reached is not null,
            HeardLight.Of(call),
            order.FilesOf(order.From),
            order.From == receiver ? 0 : order.FilesOf(receiver)
        );
    }
}
