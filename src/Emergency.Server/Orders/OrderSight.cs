using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Server.Calls;
using Emergency.Server.Identity;
using Emergency.Server.People;
using Emergency.Server.Places;
using Emergency.Server.Views;

namespace Emergency.Server.Orders;

/// <summary>Finds an order one may know of: who issued it, its receivers and those above them. A department knows its own only. The views are waited for before "unknown" is said.</summary>
public sealed class OrderSight(Folding folding)
{
    public async ValueTask<OrderSeenBy?> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<OrdersKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return known.Of<OrdersKnown>(asked.Realm).Find(new(id)) is { } order && new OrderSeenBy(order, known, asked) is { Exists: true } seen ? seen : null;
    }

    /// <summary>All that has been answered before: whether a community is quiet is decided by it.</summary>
    public ValueTask<Known> Newest(CancellationToken stop) => folding.Newest(stop);
}

/// <summary>An order as one asker meets it.</summary>
public sealed record OrderSeenBy(OrderKnown Order, Known Known, Asked Asked)
{
    public bool Issued => Order.State.By?.Account == Asked.Account;
    public bool Exists => Issued || Order.State.Receivers.Keys.Any(receiver => Asked.Sees(new Place(receiver)));

    /// <summary>Receivers whose lights the asker may see: all of them for who issued it, and nobody's but its own orders' for a department.</summary>
    public IEnumerable<string> Receivers => Order.State.Receivers.Keys.Where(receiver => Issued || Asked.Grants.Any(grant => grant.Role != Role.Department && Permissions.Of(Permissions.OrderRead, grant.Role) == Reach.Scope && new Scope(grant.Scope.Division).Covers(new(receiver))));
}

/// <summary>An order with its text and what came back.</summary>
/// <param name="Matter">Code on the county's lists.</param>
/// <param name="Standing">How the matter stood on the lists when it was issued.</param>
/// <param name="Number">文号, where it has one by now.</param>
/// <param name="Issued">Whether the asker has issued it.</param>
public sealed record OrderShown(OrderId Id, IssuerKind Issuer, Role By, IncidentId? Incident, string? Text, string? Matter, Standing Standing, DateTimeOffset At, DateTimeOffset? Deadline, int UnreadSeconds, int DeputySeconds, string? Number, bool Issued, ListOf<ReceiverShown> Receivers)
{
    public static OrderShown Of(OrderSeenBy seen, ISealing sealing)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(sealing);
        var (state, facts) = (seen.Order.State, seen.Order.State.Facts!);
        var places = seen.Known.Of<PlacesKnown>(seen.Asked.Realm);
        string? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value)?.Text : null;
        return new(seen.Order.Id, facts.Issuer, state.By!.Role, facts.Incident, Open(facts.Text), facts.Matter, state.Standing!, state.IssuedAt!.Value, facts.Deadline, facts.UnreadSeconds, facts.DeputySeconds, facts.Number, seen.Issued,
            [.. seen.Receivers.Select(receiver => new ReceiverShown(places.Name(receiver), OrderLight.Of(seen.Order, receiver), ToRing(seen, receiver), Open(state.Receivers[receiver].Feedback), Open(state.Receivers[receiver].Cause)))]);
    }

    private static MemberId? ToRing(OrderSeenBy seen, string receiver) =>
        !seen.Order.State.Receivers[receiver].Told && seen.Order.Calls.GetValueOrDefault(receiver) is { Told: false, Over: null, Due: not null, Rings: [.., { State: RingState.Asked } ring] } ? OnCall.Of(seen.Known, seen.Asked.Realm, receiver, ring.Who, seen.Asked.Now).Member : null;
}

/// <param name="Ring">Whom somebody must ring now, where no gateway has; the phone comes with POST …/team/open, which is recorded.</param>
/// <param name="Cause">Why the street refused it.</param>
public sealed record ReceiverShown(string? Name, OrderLight Light, MemberId? Ring, string? Feedback, string? Cause);
