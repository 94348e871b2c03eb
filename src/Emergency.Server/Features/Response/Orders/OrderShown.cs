using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Orders;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Orders;

/// <summary>An order with its text and the answers.</summary>
/// <param name="Matter">Code on the county's lists.</param>
/// <param name="Standing">Standing of the matter on the lists when the order was issued.</param>
/// <param name="Number">文号, where it has been given.</param>
/// <param name="Issued">True when the asker issued it.</param>
/// <param name="From">Division that holds its papers: the county, or the street that issued it.</param>
internal sealed record OrderShown(
    OrderId Id,
    IssuerKind Issuer,
    Role By,
    IncidentId? Incident,
    string? Text,
    string? Matter,
    Standing Standing,
    DateTimeOffset At,
    DateTimeOffset? Deadline,
    int UnreadSeconds,
    int DeputySeconds,
    string? Number,
    bool Issued,
    string From,
    ListOf<ReceiverShown> Receivers
)
{
    public static OrderShown Of(OrderSeenBy seen, ISealing sealing)
    {
        var (state, facts) = (seen.Order.State, seen.Order.State.Facts!);
        var places = seen.Known.Of<PlacesKnown>(seen.Asked.Realm);
        string? Open(Sealed? text) => text is { } value ? sealing.Open<FreeText>(value)?.Text : null;
        return new(
            seen.Order.Id,
            facts.Issuer,
            state.By!.Role,
            facts.Incident,
            Open(facts.Text),
            facts.Matter,
            state.Standing!,
            state.IssuedAt!.Value,
            facts.Deadline,
            facts.UnreadSeconds,
            facts.DeputySeconds,
            facts.Number,
            seen.Issued,
            seen.Order.From,
            [
                .. seen.Receivers.Select(receiver => new ReceiverShown(
                    places.Name(receiver),
                    OrderLight.Of(seen.Order, receiver),
                    ToRing(seen, receiver),
                    Open(state.Receivers[receiver].Feedback),
                    Open(state.Receivers[receiver].Cause)
                )),
            ]
        );
    }

    private static MemberId? ToRing(OrderSeenBy seen, string receiver) =>
        !seen.Order.State.Receivers[receiver].Told
        && seen.Order.Calls.GetValueOrDefault(receiver)
            is { Told: false, Over: null, Due: not null, Rings: [.., { State: RingState.Asked } ring] }
            ? OnCall.Of(seen.Known, seen.Asked.Realm, receiver, ring.Who, seen.Asked.Now).Member
            : null;
}

/// <param name="Ring">Member to ring by hand now, where no gateway has. The phone number comes with POST …/team/open,
/// which is recorded.</param>
/// <param name="Cause">Cause of the street's refusal.</param>
internal sealed record ReceiverShown(string? Name, OrderLight Light, MemberId? Ring, string? Feedback, string? Cause);
