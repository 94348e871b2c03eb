using Emergency.Domain.Orders;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Listing;

namespace Emergency.Server.Features.Orders;

/// <summary>List of orders (指令), the newest first: a row for each receiver visible to the asker, with the order and its feedback.</summary>
internal sealed class ListedOrders(ISealing sealing) : IListed
{
    public string Name => "orders";
    public Permission Permission => OrderPermissions.Read;

    public Listed Of(ListAsked asked)
    {
        var words = asked.Words;
        return Listed.Of(
            asked,
            asked
                .Known.Of<OrdersKnown>(asked.Asked.Realm)
                .All.Values.Reverse()
                .Select(order => new OrderSeenBy(order, asked.Known, asked.Asked))
                .Where(seen => seen.Receivers.Any())
                .Select(seen => OrderShown.Of(seen, sealing))
                .SelectMany(order => order.Receivers.Select(at => (Order: order, At: at)))
                .Where(one => one.At.Light.Receiver.StartsWith(asked.Division, StringComparison.Ordinal)),
            [
                new("at", one => Cells.Time(one.Order.At)),
                new("document", one => one.Order.Number),
                new("issuer", one => words.Word("order.issuer", (IssuerKind?)one.Order.Issuer)),
                new("receiver", one => asked.Community(one.At.Light.Receiver)),
                new("order", one => one.Order.Text),
                new("unlisted", one => words.Yes(one.At.Light.Unlisted)),
                new("deadline", one => Cells.Time(one.Order.Deadline)),
                new("stage", one => words.Word("order.stage", (OrderStage?)one.At.Light.Stage)),
                new("feedback", one => one.At.Feedback ?? one.At.Cause),
            ]
        );
    }
}
