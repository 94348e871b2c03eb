using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Orders;

/// <summary>
/// Finds an order visible to the asker: for its issuer, its receivers and those above them. A department sees only its
/// own. Waits for the views before it answers "unknown".
/// </summary>
internal sealed class OrderSight(Folding folding)
{
    public async ValueTask<OrderSeenBy?> Find(Asked asked, Guid id, CancellationToken stop)
    {
        var known = await folding.With(known => known.Of<OrdersKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return
            known.Of<OrdersKnown>(asked.Realm).Find(new(id)) is { } order && new OrderSeenBy(order, known, asked) is { Exists: true } seen
            ? seen
            : null;
    }

    /// <summary>State after everything that was answered before: it decides whether a community is quiet.</summary>
    public ValueTask<Known> Newest(CancellationToken stop) => folding.Newest(stop);
}

/// <summary>An order as the asker can see it.</summary>
internal sealed record OrderSeenBy(OrderKnown Order, Known Known, Asked Asked)
{
    public bool Issued => Order.State.By?.Account == Asked.Account;
    public bool Exists => Issued || Order.State.Receivers.Keys.Any(receiver => Asked.Sees(new Place(receiver)));

    /// <summary>
    /// Receivers whose status the asker can see: all of them for the issuer; for a department only those of its own orders.
    /// </summary>
    public IEnumerable<string> Receivers =>
        Order.State.Receivers.Keys.Where(receiver =>
            Issued
            || Asked.Grants.Any(grant =>
                grant.Role != Role.Department
                && OrderPermissions.Read.Of(grant.Role) == Reach.Scope
                && new Scope(grant.Scope.Division).Covers(new(receiver))
            )
        );
}
