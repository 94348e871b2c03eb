using Emergency.Domain.Places;

namespace Emergency.Domain.Handovers;

/// <summary>Matter handed over to a hotline (kind "handover", key = its id): queued → delivered → accepted or returned with cause →
/// progress → completed; recalled before it was delivered where it was a false alarm. The offering side stays responsible until the other
/// side has confirmed; unconfirmed for the allowed time, the duty desk is rung.</summary>
public sealed partial record Handover(HandoverStage Stage, HandoverFacts? Facts, By? OfferedBy, bool Unconfirmed, DateTimeOffset? SaidAt)
{
    public static readonly Code Unknown = new("handover.unknown");
    public static readonly Code NotSent = new("handover.not-sent");
    public static readonly Code NotAddressed = new("handover.not-addressed");
    public static readonly Handover None = new(HandoverStage.None, null, null, false, null);
    public ReturnCause? Cause { get; init; }

    /// <summary>Minutes until a vehicle can be available again.</summary>
    public int? Minutes { get; init; }

    /// <summary>Newest words of the other side: reference and text.</summary>
    public Sealed? Words { get; init; }

    /// <summary>True when it was confirmed on the telephone, not by a message.</summary>
    public bool ByVoice { get; init; }

    /// <summary>Time of the return by the other side's clock: the same return sent again after a call changes nothing.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Refusal of the message by the other side's server; null once anything newer is known.</summary>
    public HandoverRefusal? Refusal { get; init; }

    /// <summary>Time at which somebody last had it sent again.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>True when the other side has taken the matter on.</summary>
    public bool Confirmed => Stage is HandoverStage.Accepted or HandoverStage.Progressed or HandoverStage.Completed;

    /// <summary>True when the message must still be sent.</summary>
    public bool Waits => Stage == HandoverStage.Queued && Facts is { ByVoice: false, Hotline: not null };
}

/// <summary>Refusal by the other side's server: a status of 4xx, and since when.</summary>
public sealed record HandoverRefusal(int Status, DateTimeOffset At);

public enum HandoverStage
{
    None,
    Queued,
    Delivered,
    Returned,
    Accepted,
    Progressed,
    Completed,
    Recalled,
}

/// <summary>Kind of receiver: 120, 119, 110, 12345, 民政.</summary>
public enum HandoverKind
{
    Ambulance,
    FireRescue,
    Police,
    ServiceOrder,
    CivilAffairs,
}

/// <summary>Cause of a return: 重复, 不属本辖区, 信息不全, 暂无车; anything else as written in the words.</summary>
public enum ReturnCause
{
    Other,
    Duplicate,
    NotOurs,
    Incomplete,
    NoVehicle,
}

/// <summary>Matter that is offered. Names of persons and doors are looked up when it is sent; the free text is sealed under the incident's
/// key.</summary>
/// <param name="Hotline">Number it goes to; null where there is none and somebody must call.</param>
/// <param name="Division">Community, or the county while the community is not known.</param>
/// <param name="Patients">Number of patients; null where no ambulance is needed.</param>
/// <param name="ByVoice">True when the partner has no system: nothing is sent, and the desk is rung at once.</param>
/// <param name="Line">Line of the register it goes over; null: the only one of its number, which the settings name.</param>
public sealed record HandoverFacts(
    IncidentId Incident,
    HandoverKind Kind,
    string? Hotline,
    string Division,
    ListOf<PersonId> Persons,
    int? Patients,
    Located? Location,
    Sealed Text,
    DateTimeOffset ReplyBefore,
    bool ByVoice,
    string? Line = null
)
{
    /// <summary>Name of its line in addresses; null where it has none.</summary>
    public string? Over => Line ?? Hotline;
}

public abstract record HandoverCommand : Command;

public sealed record OfferHandover(HandoverFacts Facts, By By, DateTimeOffset At) : HandoverCommand;

/// <summary>Records that the other side's server has taken the message; that is no confirmation.</summary>
public sealed record MarkDelivered(DateTimeOffset At) : HandoverCommand;

/// <summary>Records that the other side's server refuses the message with a status of 4xx.</summary>
public sealed record MarkRefused(int Status, DateTimeOffset At) : HandoverCommand;

/// <summary>Has the message sent once more, now.</summary>
public sealed record RetryHandover(By By, DateTimeOffset At) : HandoverCommand;

/// <summary>Records a call to the other side; <paramref name="Confirmed"/> where they took it on.</summary>
/// <param name="Note">Person who answered and their words; sealed.</param>
public sealed record CallPartner(bool Confirmed, Sealed Note, By By, DateTimeOffset At) : HandoverCommand;

/// <summary>Message of the other side, in whatever order it arrives. <paramref name="SaidAt"/> is by its own clock: a message older than
/// the newest known one changes nothing.</summary>
public abstract record PartnerSays(string Line, Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At) : HandoverCommand;

public sealed record AcceptHandover(string Line, Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At)
    : PartnerSays(Line, Words, SaidAt, At);

public sealed record ReturnHandover(string Line, ReturnCause Cause, int? Minutes, Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At)
    : PartnerSays(Line, Words, SaidAt, At);

public sealed record ProgressHandover(string Line, Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At)
    : PartnerSays(Line, Words, SaidAt, At);

public sealed record CompleteHandover(string Line, Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At)
    : PartnerSays(Line, Words, SaidAt, At);

/// <summary>Recalls a false alarm: if the other side has not got it yet, it is not sent, and nobody has to call.</summary>
public sealed record RecallHandover(By By, DateTimeOffset At) : HandoverCommand;

/// <summary>Answers for a receiver who has a page of its own and no line: 接, 退回, 在办, 办结.</summary>
/// <param name="Cause">Cause of a return.</param>
public sealed record AnswerHandover(HandoverWord Word, ReturnCause? Cause, Sealed? Words, By By, DateTimeOffset At) : HandoverCommand;

public enum HandoverWord
{
    Accept,
    Return,
    Progress,
    Complete,
}

public abstract record HandoverEvent : Event;

[Stored("handover.queued.v1")]
public sealed record HandoverQueued(HandoverFacts Facts, DateTimeOffset? Due, By By, DateTimeOffset At) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
}

[Stored("handover.delivered.v1")]
public sealed record HandoverDelivered(DateTimeOffset At) : HandoverEvent;

/// <summary>Records a refusal, once for each status: sending is tried again until the other side takes it, or somebody has
/// called.</summary>
[Stored("handover.refused.v1")]
public sealed record HandoverRefused(int Status, DateTimeOffset At) : HandoverEvent;

[Stored("handover.retried.v1")]
public sealed record HandoverRetried(By By, DateTimeOffset At) : HandoverEvent;

/// <summary>Records that nobody has confirmed in time: the duty desk is rung, once.</summary>
[Stored("handover.unconfirmed.v1")]
public sealed record HandoverUnconfirmed(DateTimeOffset At) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

[Stored("handover.called.v1")]
public sealed record HandoverCalled(bool Confirmed, Sealed Note, By By, DateTimeOffset At, DateTimeOffset? Due) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
}

/// <param name="By">Account that took it on the receiver's own page; null where a message said it.</param>
[Stored("handover.accepted.v1")]
public sealed record HandoverAccepted(Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At, By? By = null) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

/// <summary>Records a return: the offering side is responsible again.</summary>
[Stored("handover.returned.v1")]
public sealed record HandoverReturned(
    ReturnCause Cause,
    int? Minutes,
    Sealed? Words,
    DateTimeOffset SaidAt,
    DateTimeOffset At,
    By? By = null
) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

[Stored("handover.progressed.v1")]
public sealed record HandoverProgressed(Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At, By? By = null) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

[Stored("handover.completed.v1")]
public sealed record HandoverCompleted(Sealed? Words, DateTimeOffset SaidAt, DateTimeOffset At, By? By = null) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}

[Stored("handover.recalled.v1")]
public sealed record HandoverRecalled(By By, DateTimeOffset At) : HandoverEvent, ISetsDue
{
    public string DueOf => "answer";
    public DateTimeOffset? Due => null;
}
