using System.Collections.Immutable;
using Emergency.Domain.Calls;

namespace Emergency.Domain.Orders;

/// <summary>Order from above (指令, 交办事项; kind "order", key = its id), incident optional. Each receiver has lights: red sent, green seen,
/// grey fed back. Unread in time, a living person is called (see <see cref="Call"/>). Orders of government or command are never refused or
/// delayed; a department's unlisted routine matter is stopped in quiet times and offered to the street (应对法 20; the county's
/// lists).</summary>
public sealed partial record Order(
    OrderFacts? Facts,
    Standing? Standing,
    By? By,
    DateTimeOffset? IssuedAt,
    ImmutableSortedDictionary<string, Receiver> Receivers
)
{
    public static readonly Code Unknown = new("order.unknown"),
        NoReceiver = new("order.no-receiver"),
        NotAReceiver = new("order.not-a-receiver"),
        Stopped = new("order.stopped"),
        NotStopped = new("order.not-stopped"),
        NotUnlisted = new("order.not-unlisted"),
        UnknownCall = new("order.unknown-call");
    public static readonly Order None = new(
        null,
        null,
        null,
        null,
        ImmutableSortedDictionary.Create<string, Receiver>(StringComparer.Ordinal)
    );
}

/// <summary>政府, 应急指挥机构, 部门, 街道乡镇.</summary>
public enum IssuerKind
{
    Government,
    Command,
    Department,
    Street,
}

/// <summary>Facts of an order. <paramref name="Text"/> is sealed under the incident's key, or the order's own where there is
/// none.</summary>
/// <param name="Matter">Code of a routine matter on the county's lists; null where the order names none.</param>
/// <param name="Entrusted">True when written entrustment, money and conditions come with it.</param>
/// <param name="UnreadSeconds">Seconds after which somebody is called if it is unseen; 0 = never.</param>
/// <param name="DeputySeconds">Seconds for which one call can stay unanswered before the next; 5 min is usual.</param>
/// <param name="Number">文号: number of the document, where it has one when it is issued.</param>
public sealed record OrderFacts(
    IssuerKind Issuer,
    IncidentId? Incident,
    string? Matter,
    bool Entrusted,
    Sealed Text,
    DateTimeOffset? Deadline,
    int UnreadSeconds,
    int DeputySeconds,
    string? Number = null
);

/// <param name="Quiet">True when no incident was open there and no warning in force at the time of issue.</param>
public sealed record Addressee(string Division, bool Quiet);

/// <summary>Receiver, a community or street. <paramref name="Unlisted"/>: 清单外, delivered all the same, to be reviewed afterwards.</summary>
/// <param name="Rings">Rings of the time when orders made their own calls; kept as they were stored.</param>
/// <param name="Driving">True when somebody was asked to drive there, at that time.</param>
public sealed record Receiver(string Division, OrderStage Stage, bool Unlisted, DateTimeOffset? Due, ListOf<Ring> Rings, bool Driving)
{
    /// <summary>True when it was unread in time, and a call of its own was begun.</summary>
    public bool Called { get; init; }
    public By? SeenBy { get; init; }
    public Sealed? Feedback { get; init; }
    public Sealed? Cause { get; init; }
    public bool Reviewed { get; init; }
    public bool Reached { get; init; }

    /// <summary>True when the receiver knows: seen, fed back, confirmed by voice, or reached by the driver.</summary>
    public bool Told => Stage is OrderStage.Seen or OrderStage.FedBack || Reached || Rings.Any(ring => ring.State == RingState.Answered);
}

/// <summary>Stage at a receiver: stopped until the street decides; sent (red), seen (green), fed back (grey); refused by the
/// street.</summary>
public enum OrderStage
{
    Stopped,
    Sent,
    Seen,
    FedBack,
    Refused,
}

public abstract record OrderCommand : Command;

/// <param name="Position">Position of the lists and of the receivers' quiet times.</param>
public sealed record IssueOrder(OrderFacts Facts, Standing Standing, ListOf<Addressee> Receivers, long Position, By By, DateTimeOffset At)
    : OrderCommand;

/// <summary>文号: enters or corrects the number of the document; an order at night has none yet.</summary>
public sealed record NumberOrder(string Number, By By, DateTimeOffset At) : OrderCommand;

public sealed record SeeOrder(string Receiver, By By, DateTimeOffset At) : OrderCommand;

public sealed record FeedBackOrder(string Receiver, Sealed Text, By By, DateTimeOffset At) : OrderCommand;

public sealed record ApproveOrder(string Receiver, By By, DateTimeOffset At) : OrderCommand;

public sealed record RefuseOrder(string Receiver, Sealed Cause, By By, DateTimeOffset At) : OrderCommand;

/// <summary>Frees a stopped order because an incident has opened there: nothing is held back any more.</summary>
public sealed record FreeOrder(string Receiver, IncidentId Incident, DateTimeOffset At) : OrderCommand;

/// <summary>Records that the street has reviewed an order that was delivered though it is on no list.</summary>
public sealed record ReviewOrder(string Receiver, Sealed? Note, By By, DateTimeOffset At) : OrderCommand;

/// <summary>Records a voice that answered a ring of the time when orders made their own calls.</summary>
public sealed record HearReceiver(string Receiver, int Attempt, By? By, DateTimeOffset At) : OrderCommand;

/// <summary>Records that somebody drove there and told them.</summary>
public sealed record ReachReceiver(string Receiver, By By, DateTimeOffset At) : OrderCommand;

public abstract record OrderEvent : Event;

/// <summary>Event at one receiver.</summary>
public abstract record ReceiverEvent : OrderEvent
{
    public abstract string Receiver { get; init; }
}

[Stored("order.issued.v1")]
public sealed record OrderIssued(OrderFacts Facts, Standing Standing, long Position, By By, DateTimeOffset At) : OrderEvent;

[Stored("order.numbered.v1")]
public sealed record OrderNumbered(string Number, By By, DateTimeOffset At) : OrderEvent;

/// <param name="Freed">Incident whose opening freed a stopped order.</param>
[Stored("order.delivered.v1")]
public sealed record OrderDelivered(string Receiver, bool Unlisted, DateTimeOffset? Due, DateTimeOffset At, IncidentId? Freed = null)
    : ReceiverEvent,
        ISetsDue
{
    public string DueOf => Receiver;
}

[Stored("order.stopped.v1")]
public sealed record OrderStopped(string Receiver, DateTimeOffset At) : ReceiverEvent;

[Stored("order.seen.v1")]
public sealed record OrderSeen(string Receiver, By By, DateTimeOffset At) : ReceiverEvent, ISetsDue
{
    public string DueOf => Receiver;
    public DateTimeOffset? Due => null;
}

[Stored("order.fed-back.v1")]
public sealed record OrderFedBack(string Receiver, Sealed Text, By By, DateTimeOffset At) : ReceiverEvent, ISetsDue
{
    public string DueOf => Receiver;
    public DateTimeOffset? Due => null;
}

[Stored("order.approved.v1")]
public sealed record OrderApproved(string Receiver, By By, DateTimeOffset At) : ReceiverEvent;

[Stored("order.refused.v1")]
public sealed record OrderRefused(string Receiver, Sealed Cause, By By, DateTimeOffset At) : ReceiverEvent;

[Stored("order.reviewed.v1")]
public sealed record OrderReviewed(string Receiver, Sealed? Note, By By, DateTimeOffset At) : ReceiverEvent;

/// <summary>Records that nobody has read it in time: the receiver's desk is called.</summary>
/// <param name="From">Rung the call begins with: it continues where the order's own calls stopped.</param>
[Stored("order.unread.v1")]
public sealed record OrderUnread(string Receiver, CallRung From, DateTimeOffset At) : ReceiverEvent, ISetsDue
{
    public string DueOf => Receiver;
    public DateTimeOffset? Due => null;
}

// Events of the time when orders made their own calls; old journals contain them for ever.
public enum CallWho
{
    Duty,
    Deputy,
}

/// <param name="Due">Time at which, if the call is unanswered, the next one is called.</param>
[Stored("order.call-asked.v1")]
public sealed record CallAsked(string Receiver, int Attempt, CallWho Who, DateTimeOffset? Due, DateTimeOffset At) : ReceiverEvent, ISetsDue
{
    public string DueOf => Receiver;
}

[Stored("order.call-placed.v1")]
public sealed record CallPlaced(string Receiver, int Attempt, MemberId? Member, DateTimeOffset At) : ReceiverEvent;

[Stored("order.call-answered.v1")]
public sealed record CallAnswered(string Receiver, int Attempt, By? By, DateTimeOffset At) : ReceiverEvent, ISetsDue
{
    public string DueOf => Receiver;
    public DateTimeOffset? Due => null;
}

[Stored("order.call-failed.v1")]
public sealed record CallFailed(string Receiver, int Attempt, string Cause, DateTimeOffset At) : ReceiverEvent;

/// <summary>Records that neither the person on duty nor the deputy answered: somebody must drive there.</summary>
[Stored("order.driver-asked.v1")]
public sealed record DriverAsked(string Receiver, IncidentId? Incident, DateTimeOffset At) : ReceiverEvent, ISetsDue
{
    public string DueOf => Receiver;
    public DateTimeOffset? Due => null;
}

[Stored("order.receiver-reached.v1")]
public sealed record ReceiverReached(string Receiver, By By, DateTimeOffset At) : ReceiverEvent, ISetsDue
{
    public string DueOf => Receiver;
    public DateTimeOffset? Due => null;
}
