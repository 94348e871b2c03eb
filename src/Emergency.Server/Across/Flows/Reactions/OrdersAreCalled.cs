using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Orders;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Calls about an order that nobody has read in time; once it is read, answered or delivered by a driver, nobody is rung any more.
/// </summary>
internal sealed class OrdersAreCalled : IReaction
{
    public string Name => "orders-are-called";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (receiver, at) = happened.Event switch
        {
            OrderUnread e => (e.Receiver, e.At),
            OrderSeen e => (e.Receiver, e.At),
            OrderFedBack e => (e.Receiver, e.At),
            ReceiverReached e => (e.Receiver, e.At),
            _ => (null, default(DateTimeOffset)),
        };
        if (
            receiver is null
            || known.Of<OrdersKnown>(happened.Entity.Realm).Find(new(Guid.Parse(happened.Entity.Key)))
                is not { State: { Facts: { } facts } order, Id: var id }
        )
            return [];
        if (!order.Receivers[receiver].Called)
            return [];
        var about = new CallMatter(CallKind.Order, id.Value, facts.Incident);
        var to = Entities.Call(happened.Entity.Realm, CallKnown.IdOf(about, receiver));
        return
        [
            new(
                to,
                happened.Event is OrderUnread unread
                    ? new BeginCall(about, receiver, facts.DeputySeconds, unread.From, at)
                    : new EndCall(CallEnd.Read, at),
                0
            ),
        ];
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("nobody is called any more");
}
