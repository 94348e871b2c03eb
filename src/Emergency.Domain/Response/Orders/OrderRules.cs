using Emergency.Domain.Calls;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Orders;

public sealed partial record Order
{
    public static Decision Decide(Order state, Command command) =>
        command switch
        {
            Remind c => Of(
                state
                    .Receivers.Values.Where(receiver => receiver.Due <= c.At)
                    .Select(receiver => new OrderUnread(
                        receiver.Division,
                        (CallRung)Math.Min(receiver.Rings.Count, (int)CallRung.Drive),
                        c.At
                    ))
            ),
            IssueOrder c => Issue(state, c),
            OrderCommand when state.Facts is null => Reject(Unknown),
            NumberOrder c => state.Facts.Number == c.Number ? Nothing : new OrderNumbered(c.Number, c.By, c.At),
            SeeOrder c => To(
                state,
                c.Receiver,
                r => r.Stage is OrderStage.Seen or OrderStage.FedBack ? Nothing : new OrderSeen(c.Receiver, c.By, c.At)
            ),
            FeedBackOrder c => To(
                state,
                c.Receiver,
                r => r.Feedback == c.Text ? Nothing : new OrderFedBack(c.Receiver, c.Text, c.By, c.At)
            ),
            ApproveOrder c => For(
                state,
                c.Receiver,
                r =>
                    r.Stage switch
                    {
                        OrderStage.Stopped => Of([
                            new OrderApproved(c.Receiver, c.By, c.At),
                            Delivered(state.Facts, c.Receiver, unlisted: false, c.At),
                        ]),
                        OrderStage.Refused => Reject(NotStopped),
                        _ => Nothing,
                    }
            ),
            RefuseOrder c => For(
                state,
                c.Receiver,
                r =>
                    r.Stage switch
                    {
                        OrderStage.Stopped => new OrderRefused(c.Receiver, c.Cause, c.By, c.At),
                        OrderStage.Refused when r.Cause == c.Cause => Nothing,
                        _ => Reject(NotStopped),
                    }
            ),
            FreeOrder c => For(
                state,
                c.Receiver,
                r =>
                    r.Stage == OrderStage.Stopped
                        ? Delivered(state.Facts, c.Receiver, unlisted: true, c.At) with
                        {
                            Freed = c.Incident,
                        }
                        : Nothing
            ),
            ReviewOrder c => For(
                state,
                c.Receiver,
                r =>
                    !r.Unlisted ? Reject(NotUnlisted)
                    : r.Reviewed ? Nothing
                    : new OrderReviewed(c.Receiver, c.Note, c.By, c.At)
            ),
            HearReceiver c => For(
                state,
                c.Receiver,
                r =>
                    r.Rings.FirstOrDefault(ring => ring.Attempt == c.Attempt) is not { } ring ? Reject(UnknownCall, $"{c.Attempt}")
                    : ring.State == RingState.Answered ? Nothing
                    : new CallAnswered(c.Receiver, c.Attempt, c.By, c.At)
            ),
            ReachReceiver c => To(state, c.Receiver, r => r.Reached ? Nothing : new ReceiverReached(c.Receiver, c.By, c.At)),
            _ => throw new Unforeseen(command),
        };

    private static Decision Issue(Order state, IssueOrder c)
    {
        if (state.Facts is not null)
            return Nothing;
        var receivers = c
            .Receivers.DistinctBy(one => one.Division, StringComparer.Ordinal)
            .OrderBy(one => one.Division, StringComparer.Ordinal)
            .ToList();
        if (receivers.Count == 0)
            return Reject(NoReceiver);
        return Of(
            receivers
                .Select(one =>
                    Passes(c.Facts.Issuer, c.Standing, one.Quiet)
                        ? (Event)Delivered(c.Facts, one.Division, IsUnlisted(c.Facts.Issuer, c.Standing), c.At)
                        : new OrderStopped(one.Division, c.At)
                )
                .Prepend(new OrderIssued(c.Facts, c.Standing, c.Position, c.By, c.At))
        );
    }

    /// <summary>Tells whether an order passes the lists: they stop only a department's order, only in quiet times, and only a matter that
    /// may not be handed down.</summary>
    public static bool Passes(IssuerKind issuer, Standing standing, bool quiet) =>
        issuer != IssuerKind.Department || !quiet || standing?.Free != false;

    // A street's own matters are its own business; all other unlisted matters are reviewed afterwards.
    private static bool IsUnlisted(IssuerKind issuer, Standing standing) => issuer != IssuerKind.Street && !standing.Free;

    private static OrderDelivered Delivered(OrderFacts facts, string receiver, bool unlisted, DateTimeOffset at) =>
        new(receiver, unlisted, facts.UnreadSeconds > 0 ? at.AddSeconds(facts.UnreadSeconds) : null, at);

    private static Decision For(Order state, string division, Func<Receiver, Decision> decide) =>
        state.Receivers.TryGetValue(division, out var receiver) ? decide(receiver) : Reject(NotAReceiver, division);

    // A stopped or refused order does not exist for its receiver.
    private static Decision To(Order state, string division, Func<Receiver, Decision> decide) =>
        For(state, division, r => r.Stage is OrderStage.Stopped or OrderStage.Refused ? Reject(Stopped) : decide(r));

    public static Order Evolve(Order state, Event happened) =>
        happened switch
        {
            OrderIssued e => state with { Facts = e.Facts, Standing = e.Standing, By = e.By, IssuedAt = e.At },
            OrderNumbered e => state.Facts is { } facts ? state with { Facts = facts with { Number = e.Number } } : state,
            OrderDelivered e => With(state, e.Receiver, r => r with { Stage = OrderStage.Sent, Unlisted = e.Unlisted, Due = e.Due }),
            OrderStopped e => With(state, e.Receiver, r => r with { Stage = OrderStage.Stopped, Due = null }),
            OrderSeen e => With(state, e.Receiver, r => r with { Stage = OrderStage.Seen, SeenBy = e.By, Due = null }),
            OrderFedBack e => With(
                state,
                e.Receiver,
                r => r with { Stage = OrderStage.FedBack, SeenBy = r.SeenBy ?? e.By, Feedback = e.Text, Due = null }
            ),
            OrderApproved => state, // what follows from it is its delivery
            OrderRefused e => With(state, e.Receiver, r => r with { Stage = OrderStage.Refused, Cause = e.Cause, Due = null }),
            OrderReviewed e => With(state, e.Receiver, r => r with { Reviewed = true }),
            OrderUnread e => With(state, e.Receiver, r => r with { Called = true, Due = null }),
            CallAsked e => With(
                state,
                e.Receiver,
                r =>
                    r with
                    {
                        Rings =
                        [
                            .. r.Rings.Where(ring => ring.Attempt != e.Attempt),
                            new Ring(e.Attempt, (CallRung)e.Who, RingState.Asked, null),
                        ],
                        Due = e.Due,
                    }
            ),
            CallPlaced e => With(state, e.Receiver, r => With(r, e.Attempt, RingState.Placed, null)),
            CallAnswered e => With(state, e.Receiver, r => With(r, e.Attempt, RingState.Answered, null) with { Due = null }),
            CallFailed e => With(state, e.Receiver, r => With(r, e.Attempt, RingState.Failed, e.Cause)),
            DriverAsked e => With(state, e.Receiver, r => r with { Driving = true, Due = null }),
            ReceiverReached e => With(state, e.Receiver, r => r with { Reached = true, Due = null }),
            _ => throw new Unforeseen(happened),
        };

    private static Order With(Order state, string division, Func<Receiver, Receiver> change) =>
        state with
        {
            Receivers = state.Receivers.SetItem(
                division,
                change(state.Receivers.GetValueOrDefault(division) ?? new(division, OrderStage.Sent, false, null, [], false))
            ),
        };

    private static Receiver With(Receiver receiver, int attempt, RingState state, string? cause) =>
        receiver with
        {
            Rings = [.. receiver.Rings.Select(ring => ring.Attempt == attempt ? ring with { State = state, Cause = cause } : ring)],
        };
}
