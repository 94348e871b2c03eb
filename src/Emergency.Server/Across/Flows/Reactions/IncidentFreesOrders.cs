using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Orders;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Delivers held orders in an incident: where one opens or spreads to, orders that a list had stopped are delivered, marked 清单外.
/// </summary>
internal sealed class IncidentFreesOrders : IReaction
{
    public string Name => "incident-frees-orders";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        DateTimeOffset? at = happened.Event switch
        {
            IncidentOpened e => e.At,
            LocationVerified e => e.At,
            ImpactDrawn e => e.At,
            _ => null,
        };
        var realm = happened.Entity.Realm;
        if (at is null || known.Of<IncidentsKnown>(realm).Find(new(Guid.Parse(happened.Entity.Key))) is not { Running: true } incident)
            yield break;
        // The views may be later than the event: the order's own rule recognises one that is already freed.
        foreach (var (order, receivers) in known.Of<OrdersKnown>(realm).Held.OrderBy(held => held.Key.Value))
        foreach (var receiver in receivers.Where(incident.Touches).Order(StringComparer.Ordinal))
            yield return new(Entities.Order(realm, order), new FreeOrder(receiver, incident.Id, at.Value), Ordinal(receiver));
    }

    // Derived from the receiver, so that a second run, which may find fewer held orders, sends the same.
    private static int Ordinal(string receiver) =>
        (int)(long.Parse(receiver, System.Globalization.CultureInfo.InvariantCulture) % int.MaxValue);

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("the order is not for this receiver any more");
}
