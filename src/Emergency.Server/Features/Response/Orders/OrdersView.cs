using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>Folds orders with the calls about them.</summary>
internal sealed class OrdersView : View<OrdersKnown>
{
    public override string Name => "orders";
    protected override string FoldVersion => "3";
    public override OrdersKnown Empty => OrdersKnown.None;
    protected override IReadOnlyList<ILights<OrdersKnown>> Lights { get; } = [new OrderLights()];

    protected override OrdersKnown Fold(OrdersKnown state, Happened happened)
    {
        if (happened.Event is CallEvent { About.Kind: CallKind.Order } called)
            return Called(state, called);
        if (happened.Event is AttachmentEvent or IErasure)
            return Filed(state, happened);
        if (happened.Event is not OrderEvent e)
            return state;
        var id = new OrderId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var order = new OrderKnown(
            id,
            Domain.Orders.Order.Evolve(before?.State ?? Domain.Orders.Order.None, e),
            before?.IssuedAt ?? happened.Position
        )
        {
            Files = before?.Files ?? ImmutableDictionary<AttachmentId, string>.Empty,
            Calls = before?.Calls ?? ImmutableDictionary.Create<string, Call>(StringComparer.Ordinal),
        };
        return state.With(order, (e as ReceiverEvent)?.Receiver);
    }

    private static OrdersKnown Filed(OrdersKnown state, Happened happened) =>
        happened.Event switch
        {
            AttachmentAdded { Facts: { Of: { Kind: OrderAttachments.Name } of } facts } => state.WithFile(
                new(Guid.Parse(happened.Entity.Key)),
                new(of.Id),
                facts.Community
            ),
            AttachmentRemoved => state.WithoutFile(new(Guid.Parse(happened.Entity.Key))),
            IErasure e => state
                .Under(e.Keys.Append(e.Subject))
                .SelectMany(order => order.Files.Keys)
                .Aggregate(state, (left, file) => left.WithoutFile(file)),
            _ => state,
        };

    private static OrdersKnown Called(OrdersKnown state, CallEvent e)
    {
        if (state.Find(new(e.About.Id)) is not { } order)
            return state;
        return state.With(
            order with
            {
                Calls = order.Calls.SetItem(e.Receiver, Call.Evolve(order.Calls.GetValueOrDefault(e.Receiver, Call.None), e)),
            },
            e.Receiver
        );
    }
}
