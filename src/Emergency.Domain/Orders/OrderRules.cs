using static Emergency.Domain.Decision;

namespace Emergency.Domain.Orders;

public sealed partial record Order
{
    public static Decision Decide(Order state, Command command) => command switch
    {
        Remind c => Of(state.Receivers.Values.Where(receiver => receiver.Due <= c.At).SelectMany(receiver => Next(state, receiver, c.At))),
        IssueOrder c => Issue(state, c),
        OrderCommand when state.Facts is null => Reject(Unknown),
        NumberOrder c => state.Facts.Number == c.Number ? Nothing : new OrderNumbered(c.Number, c.By, c.At),
        SeeOrder c => To(state, c.Receiver, r => r.Stage is OrderStage.Seen or OrderStage.FedBack ? Nothing : new OrderSeen(c.Receiver, c.By, c.At)),
        FeedBackOrder c => To(state, c.Receiver, r => r.Feedback == c.Text ? Nothing : new OrderFedBack(c.Receiver, c.Text, c.By, c.At)),
        ApproveOrder c => For(state, c.Receiver, r => r.Stage switch { OrderStage.Stopped => Of([new OrderApproved(c.Receiver, c.By, c.At), Delivered(state.Facts, c.Receiver, unlisted: false, c.At)]), OrderStage.Refused => Reject(NotStopped), _ => Nothing }),
        RefuseOrder c => For(state, c.Receiver, r => r.Stage switch { OrderStage.Stopped => new OrderRefused(c.Receiver, c.Cause, c.By, c.At), OrderStage.Refused when r.Cause == c.Cause => Nothing, _ => Reject(NotStopped) }),
        FreeOrder c => For(state, c.Receiver, r => r.Stage == OrderStage.Stopped ? Delivered(state.Facts, c.Receiver, unlisted: true, c.At) with { Freed = c.Incident } : Nothing),
        ReviewOrder c => For(state, c.Receiver, r => !r.Unlisted ? Reject(NotUnlisted) : r.Reviewed ? Nothing : new OrderReviewed(c.Receiver, c.Note, c.By, c.At)),
        MarkCallPlaced c => On(state, c.Receiver, c.Attempt, (_, call) => call.State == CallState.Asked ? new CallPlaced(c.Receiver, c.Attempt, c.Member, c.At) : Nothing),
        AnswerCall c => On(state, c.Receiver, c.Attempt, (_, call) => call.State == CallState.Answered ? Nothing : new CallAnswered(c.Receiver, c.Attempt, c.By, c.At)),
        FailCall c => On(state, c.Receiver, c.Attempt, (r, call) => call.State is CallState.Asked or CallState.Placed ? Of(Fail(state, r, c)) : Nothing),
        ReachReceiver c => To(state, c.Receiver, r => r.Reached ? Nothing : new ReceiverReached(c.Receiver, c.By, c.At)),
        _ => throw new Unforeseen(command),
    };

    private static Decision Issue(Order state, IssueOrder c)
    {
        if (state.Facts is not null) return Nothing;
        var receivers = c.Receivers.DistinctBy(one => one.Division, StringComparer.Ordinal).OrderBy(one => one.Division, StringComparer.Ordinal).ToList();
        if (receivers.Count == 0) return Reject(NoReceiver);
        return Of(receivers.Select(one => Passes(c.Facts.Issuer, c.Standing, one.Quiet) ? (Event)Delivered(c.Facts, one.Division, IsUnlisted(c.Facts.Issuer, c.Standing), c.At) : new OrderStopped(one.Division, c.At)).Prepend(new OrderIssued(c.Facts, c.Standing, c.Position, c.By, c.At)));
    }

    /// <summary>Whether a list may hold an order back at all: only a department's, only in quiet times, only what may not be handed down.</summary>
    public static bool Passes(IssuerKind issuer, Standing standing, bool quiet) => issuer != IssuerKind.Department || !quiet || standing?.Free != false;

    // A street's own matters are its own business; whatever else is on no list is looked at afterwards.
    private static bool IsUnlisted(IssuerKind issuer, Standing standing) => issuer != IssuerKind.Street && !standing.Free;

    private static OrderDelivered Delivered(OrderFacts facts, string receiver, bool unlisted, DateTimeOffset at) => new(receiver, unlisted, facts.UnreadSeconds > 0 ? at.AddSeconds(facts.UnreadSeconds) : null, at);

    private static Decision For(Order state, string division, Func<Receiver, Decision> decide) => state.Receivers.TryGetValue(division, out var receiver) ? decide(receiver) : Reject(NotAReceiver, division);

    // What was stopped or refused is not there for its receiver.
    private static Decision To(Order state, string division, Func<Receiver, Decision> decide) => For(state, division, r => r.Stage is OrderStage.Stopped or OrderStage.Refused ? Reject(Stopped) : decide(r));

    private static Decision On(Order state, string division, int attempt, Func<Receiver, Call, Decision> decide) => For(state, division, r => r.Calls.FirstOrDefault(call => call.Attempt == attempt) is { } call ? decide(r, call) : Reject(UnknownCall, $"{attempt}"));

    // The desk, then the deputy, then somebody drives; each has the whole time.
    private static IEnumerable<Event> Next(Order state, Receiver receiver, DateTimeOffset at) =>
        [receiver.Calls.Count < 2 ? new CallAsked(receiver.Division, receiver.Calls.Count + 1, (CallWho)receiver.Calls.Count, at.AddSeconds(Math.Max(1, state.Facts?.DeputySeconds ?? 0)), at) : new DriverAsked(receiver.Division, state.Facts?.Incident, at)];

    // A call that failed while the next one is asked already, or after somebody was told, calls nobody.
    private static IEnumerable<Event> Fail(Order state, Receiver receiver, FailCall c) =>
        receiver.Told || receiver.Driving || c.Attempt < receiver.Calls.Count ? [new CallFailed(c.Receiver, c.Attempt, c.Cause, c.At)] : [new CallFailed(c.Receiver, c.Attempt, c.Cause, c.At), .. Next(state, receiver, c.At)];

    public static Order Evolve(Order state, Event happened) => happened switch
    {
        OrderIssued e => state with { Facts = e.Facts, Standing = e.Standing, By = e.By, IssuedAt = e.At },
        OrderNumbered e => state.Facts is { } facts ? state with { Facts = facts with { Number = e.Number } } : state,
        OrderDelivered e => With(state, e.Receiver, r => r with { Stage = OrderStage.Sent, Unlisted = e.Unlisted, Due = e.Due }),
        OrderStopped e => With(state, e.Receiver, r => r with { Stage = OrderStage.Stopped, Due = null }),
        OrderSeen e => With(state, e.Receiver, r => r with { Stage = OrderStage.Seen, SeenBy = e.By, Due = null }),
        OrderFedBack e => With(state, e.Receiver, r => r with { Stage = OrderStage.FedBack, SeenBy = r.SeenBy ?? e.By, Feedback = e.Text, Due = null }),
        OrderApproved => state, // what follows from it is its delivery
        OrderRefused e => With(state, e.Receiver, r => r with { Stage = OrderStage.Refused, Cause = e.Cause, Due = null }),
        OrderReviewed e => With(state, e.Receiver, r => r with { Reviewed = true }),
        CallAsked e => With(state, e.Receiver, r => r with { Calls = [.. r.Calls.Where(call => call.Attempt != e.Attempt), new Call(e.Attempt, e.Who, CallState.Asked, null)], Due = e.Due }),
        CallPlaced e => With(state, e.Receiver, r => With(r, e.Attempt, CallState.Placed, null)),
        CallAnswered e => With(state, e.Receiver, r => With(r, e.Attempt, CallState.Answered, null) with { Due = null }),
        CallFailed e => With(state, e.Receiver, r => With(r, e.Attempt, CallState.Failed, e.Cause)),
        DriverAsked e => With(state, e.Receiver, r => r with { Driving = true, Due = null }),
        ReceiverReached e => With(state, e.Receiver, r => r with { Reached = true, Due = null }),
        _ => throw new Unforeseen(happened),
    };

    private static Order With(Order state, string division, Func<Receiver, Receiver> change) => state with { Receivers = state.Receivers.SetItem(division, change(state.Receivers.GetValueOrDefault(division) ?? new(division, OrderStage.Sent, false, null, [], false))) };
    private static Receiver With(Receiver receiver, int attempt, CallState state, string? cause) => receiver with { Calls = [.. receiver.Calls.Select(call => call.Attempt == attempt ? call with { State = state, Cause = cause } : call)] };
}
