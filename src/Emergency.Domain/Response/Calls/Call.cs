namespace Emergency.Domain.Calls;

/// <summary>叫应: call of one community or street, or one person of a team, about one thing until a living person has answered (kind "call",
/// key = its id, made from its matter and its receiver). At a desk the person on duty is rung, then the deputy, then somebody drives there;
/// a person is rung <see cref="CallChannels.Tries"/> times and then reported as not reached. Each ring has the whole step and its channels.
/// An answer counts by voice, by a text sent back, on the phone's page or as told by the person who dialled; a machine's "delivered" never
/// counts. Proof of how the village was then warned (loudspeaker, gong, doors) is entered by hand and kept.</summary>
public sealed partial record Call(
    CallMatter? About,
    string Receiver,
    int StepSeconds,
    CallRung Next,
    ListOf<Ring> Rings,
    DateTimeOffset? Due
)
{
    public static readonly Code Unknown = new("call.unknown"),
        UnknownRing = new("call.unknown-ring"),
        Ended = new("call.ended"),
        BadDoors = new("call.bad-doors"),
        BadPerson = new("call.bad-person"),
        UnknownChannel = new("call.unknown-channel"),
        NotToAll = new("call.not-to-all"),
        UnknownBroadcast = new("call.unknown-broadcast");
    public static readonly Call None = new(null, "", 0, CallRung.Duty, [], null);

    /// <summary>Longest step, in seconds (a day); the shortest is one second.</summary>
    public const int LongestStep = 86_400;

    /// <summary>Most characters of a broadcast: nobody hears more in one minute.</summary>
    public const int LongestBroadcast = 200;

    /// <summary>Called person; null where the desk of <see cref="Receiver"/> is called.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Number of rings since the ladder was begun, or begun again.</summary>
    public int Tried { get; init; }

    /// <summary>Time at which the call gave up: the person was rung <see cref="CallChannels.Tries"/> times, and nobody answered.</summary>
    public DateTimeOffset? GaveUp { get; init; }
    public CallAnswer? Answer { get; init; }
    public Drive? Drive { get; init; }

    /// <summary>Newest entry of each kind of proof.</summary>
    public ListOf<VillageProof> Proofs { get; init; } = [];

    /// <summary>Last broadcast asked of the loudspeakers there; null where nobody has asked.</summary>
    public Broadcast? Broadcast { get; init; }
    public CallEnd? Over { get; init; }

    /// <summary>True when a living person there knows: heard by voice or on the page, or met by the driver.</summary>
    public bool Told => Answer is not null || Drive?.Reached is not null;

    /// <summary>True when everybody on the ladder was rung in vain, and nobody has been told.</summary>
    public bool Unheard => !Told && (Drive is not null || GaveUp is not null);
}

/// <summary>Matter of a call; <paramref name="Id"/> is the order's, the warning's, the call-out's, the care case's, the risk point's or the
/// volunteers' need's; all tasks opened at the same instant share one, as do all late visits of a community that day or of the same
/// cause.</summary>
/// <param name="Incident">Incident it belongs to, if any: an unanswered call becomes a task there.</param>
/// <param name="Since">Time from which it is late, where the same thing can be late again: each time is a call of its own.</param>
public sealed record CallMatter(CallKind Kind, Guid Id, IncidentId? Incident = null, DateTimeOffset? Since = null)
{
    /// <summary>True when it concerns single persons: only people who can know of them hear of it, no desk.</summary>
    public bool IsPersonal => Kind is CallKind.Care or CallKind.Visit or CallKind.ExtraVisit;
}

/// <summary>指令, 预警, 预警解除, 保命任务, 集合, 照料超时, 探访过期, 补探超时, 风险点到数, 请志愿者去.</summary>
public enum CallKind
{
    Order,
    Warning,
    Lifting,
    Task,
    CallOut,
    Care,
    Visit,
    ExtraVisit,
    Risk,
    Volunteer,
}

/// <summary>Rung of the ladder: the person on duty at the desk, the deputy, then a driver; or the one person who is called.</summary>
public enum CallRung
{
    Duty,
    Deputy,
    Drive,
    Person,
}

/// <summary>Channel by which a ring reaches a phone whose page is not open: 网页推送, 短信, 语音, a message in the app that the office works with
/// (企业微信).</summary>
public enum CallChannel
{
    Push,
    Sms,
    Voice,
    Chat,
}

/// <summary>State of a message: asked for; taken by the gateway or the push service; reported by it as on the phone; not possible there.
/// None of them is an answer.</summary>
public enum ChannelState
{
    Queued,
    Sent,
    Delivered,
    Failed,
}

/// <param name="Cause">Reason of a failure: no-phone, no-device, not-known, gone, refused, absent; reason for not sending: quiet,
/// unwanted.</param>
/// <param name="At">Time of the last report; null where the message is only asked for.</param>
public sealed record ChannelProof(CallChannel Channel, ChannelState State, string? Cause = null, DateTimeOffset? At = null);

/// <summary>Attempt to reach a living person. <paramref name="Cause"/> is a code: no-answer, busy, nobody, no-phone …</summary>
/// <param name="At">Time at which it was asked for; null in rings stored before calls were entities of their own.</param>
public sealed record Ring(int Attempt, CallRung Who, RingState State, string? Cause, DateTimeOffset? At = null)
{
    /// <summary>Channels of the ring and their states. Empty at first where each person chooses their channels, and in rings stored when
    /// there was only voice.</summary>
    public ListOf<ChannelProof> Channels { get; init; } = [];
}

public enum RingState
{
    Asked,
    Placed,
    Answered,
    Failed,
}

/// <param name="Attempt">Ring that was answered; null where somebody answered on the page by themselves.</param>
/// <param name="By">Person who answered on the page, or who heard the voice; null where the voice gateway took the answer.</param>
public sealed record CallAnswer(int? Attempt, CallMeans Means, By? By, DateTimeOffset At);

/// <summary>Means of an answer: a key pressed in a call of the gateway, the page 我醒了，我来 or an act on it, three that a person at the other
/// end reports (telephone, radio, satellite telephone), and a text sent back.</summary>
public enum CallMeans
{
    Voice,
    App,
    Telephone,
    Radio,
    Satellite,
    Sms,
}

/// <param name="AskedAt">Time at which a driver was asked for, because nobody answered.</param>
/// <param name="SentAt">Time at which somebody set out; <paramref name="Arrives"/> is the expected arrival, where known.</param>
public sealed record Drive(DateTimeOffset? AskedAt, DateTimeOffset? SentAt, DateTimeOffset? Arrives, DateTimeOffset? Reached);

/// <summary>Proof of how the village itself was warned.</summary>
/// <param name="Works">False where it was tried in vain: no power, broken.</param>
/// <param name="Doors">Doors knocked at, of <paramref name="Of"/>; only for <see cref="ProofKind.Doors"/>.</param>
public sealed record VillageProof(ProofKind Kind, bool Works, int? Doors, int? Of, DateTimeOffset At);

/// <summary>Broadcast over all loudspeakers of a community or a village (应急广播), heard at once by everybody there.</summary>
/// <param name="Attempt">Number from 1; each new request has the next.</param>
/// <param name="State">Delivered: it was spoken; sent: the platform has taken it.</param>
/// <param name="Cause">Reason why it was not spoken: refused, no-power, offline …</param>
/// <param name="At">Time of the last report.</param>
public sealed record Broadcast(int Attempt, string Text, ChannelState State, string? Cause, DateTimeOffset At);

/// <summary>广播喇叭, 铜锣, 敲门.</summary>
public enum ProofKind
{
    Loudspeaker,
    Gong,
    Doors,
}

/// <summary>End of a call: its matter was read or fed back, was lifted, is over, came again in a newer version, or was taken by somebody
/// else.</summary>
public enum CallEnd
{
    Read,
    Lifted,
    Expired,
    Replaced,
    Taken,
}

public abstract record CallCommand : Command;

/// <param name="From">First rung: a call can continue where an older one stood.</param>
/// <param name="StepSeconds">Time for which one rung can stay unanswered, 1 to <see cref="Call.LongestStep"/> seconds.</param>
/// <param name="Member">Called person, with <see cref="CallRung.Person"/>; else null.</param>
public sealed record BeginCall(
    CallMatter About,
    string Receiver,
    int StepSeconds,
    CallRung From,
    DateTimeOffset At,
    MemberId? Member = null
) : CallCommand;

/// <summary>Records a gateway's or push service's report on a text or a push, or that there is no way to send one. A state never goes back:
/// a "sent" after "delivered" changes nothing.</summary>
public sealed record TellChannel(int Attempt, CallChannel Channel, ChannelState State, string? Cause, DateTimeOffset At) : CallCommand;

/// <param name="Member">Member whom the gateway was asked to ring; null where the person is no team member.</param>
public sealed record PlaceRing(int Attempt, MemberId? Member, DateTimeOffset At) : CallCommand;

/// <param name="Attempt">Answered ring; null for an answer on the page.</param>
public sealed record AnswerCall(int? Attempt, CallMeans Means, By? By, DateTimeOffset At) : CallCommand;

/// <param name="By">Person who dialled in vain; null where the gateway did.</param>
public sealed record FailRing(int Attempt, string Cause, By? By, DateTimeOffset At) : CallCommand;

/// <summary>Calls everybody who has not answered once more, from the first rung on.</summary>
public sealed record RingAgain(By By, DateTimeOffset At) : CallCommand;

/// <summary>Records that a driver has set out.</summary>
public sealed record SendDriver(DateTimeOffset? Arrives, By By, DateTimeOffset At) : CallCommand;

/// <summary>Records that the driver has told the people there.</summary>
public sealed record ReachByDriving(By By, DateTimeOffset At) : CallCommand;

public sealed record TellProof(ProofKind Kind, bool Works, int? Doors, int? Of, By By, DateTimeOffset At) : CallCommand;

/// <param name="Text">Spoken text, 1 to <see cref="Call.LongestBroadcast"/> characters, after somebody of the desk has read it.</param>
public sealed record SoundLoudspeakers(string Text, By By, DateTimeOffset At) : CallCommand;

/// <summary>Records a report of the loudspeaker platform on a broadcast. A state never goes back: a "sent" after "delivered" changes
/// nothing.</summary>
public sealed record TellBroadcast(int Attempt, ChannelState State, string? Cause, DateTimeOffset At) : CallCommand;

public sealed record EndCall(CallEnd Cause, DateTimeOffset At) : CallCommand;

/// <summary>Event of a call. Each event names the call's matter and receiver, so that it can be understood without the ones before
/// it.</summary>
public abstract record CallEvent(CallMatter About, string Receiver) : Event;

[Stored("call.begun.v1")]
public sealed record CallBegun(
    CallMatter About,
    string Receiver,
    int StepSeconds,
    CallRung From,
    DateTimeOffset At,
    MemberId? Member = null
) : CallEvent(About, Receiver);

/// <param name="Due">Time at which, if the ring is unanswered, the next rung is asked for.</param>
/// <param name="Channels">Channels by which it rings at least; none: as the person has chosen; null: by voice alone, as before there were
/// others.</param>
[Stored("call.ring-asked.v1")]
public sealed record RingAsked(
    CallMatter About,
    string Receiver,
    int Attempt,
    CallRung Who,
    DateTimeOffset? Due,
    DateTimeOffset At,
    ListOf<CallChannel>? Channels = null
) : CallEvent(About, Receiver), ISetsDue
{
    public string DueOf => Call.Step;
}

[Stored("call.channel-told.v1")]
public sealed record ChannelTold(
    CallMatter About,
    string Receiver,
    int Attempt,
    CallChannel Channel,
    ChannelState State,
    string? Cause,
    DateTimeOffset At
) : CallEvent(About, Receiver);

/// <summary>Records that the person answered no ring: the desk is shown it.</summary>
[Stored("call.unreached.v1")]
public sealed record CallUnreached(CallMatter About, string Receiver, MemberId Member, DateTimeOffset At)
    : CallEvent(About, Receiver),
        ISetsDue
{
    public string DueOf => Call.Step;
    public DateTimeOffset? Due => null;
}

[Stored("call.ring-placed.v1")]
public sealed record RingPlaced(CallMatter About, string Receiver, int Attempt, MemberId? Member, DateTimeOffset At)
    : CallEvent(About, Receiver);

[Stored("call.ring-failed.v1")]
public sealed record RingFailed(CallMatter About, string Receiver, int Attempt, string Cause, By? By, DateTimeOffset At)
    : CallEvent(About, Receiver);

[Stored("call.heard.v1")]
public sealed record CallHeard(CallMatter About, string Receiver, int? Attempt, CallMeans Means, By? By, DateTimeOffset At)
    : CallEvent(About, Receiver),
        ISetsDue
{
    public string DueOf => Call.Step;
    public DateTimeOffset? Due => null;
}

/// <summary>Records that neither the person on duty nor the deputy answered: somebody must drive there.</summary>
[Stored("call.drive-asked.v1")]
public sealed record DriveAsked(CallMatter About, string Receiver, DateTimeOffset At) : CallEvent(About, Receiver), ISetsDue
{
    public string DueOf => Call.Step;
    public DateTimeOffset? Due => null;
}

[Stored("call.driver-sent.v1")]
public sealed record DriverSent(CallMatter About, string Receiver, DateTimeOffset? Arrives, By By, DateTimeOffset At)
    : CallEvent(About, Receiver);

[Stored("call.reached-by-driving.v1")]
public sealed record ReachedByDriving(CallMatter About, string Receiver, By By, DateTimeOffset At) : CallEvent(About, Receiver), ISetsDue
{
    public string DueOf => Call.Step;
    public DateTimeOffset? Due => null;
}

[Stored("call.repeated.v1")]
public sealed record CallRepeated(CallMatter About, string Receiver, By By, DateTimeOffset At) : CallEvent(About, Receiver);

[Stored("call.proof-told.v1")]
public sealed record ProofTold(CallMatter About, string Receiver, ProofKind Kind, bool Works, int? Doors, int? Of, By By, DateTimeOffset At)
    : CallEvent(About, Receiver);

/// <param name="Text">Text meant for everybody who hears it: nothing in it is sealed.</param>
[Stored("call.broadcast-asked.v1")]
public sealed record BroadcastAsked(CallMatter About, string Receiver, int Attempt, string Text, By By, DateTimeOffset At)
    : CallEvent(About, Receiver);

[Stored("call.broadcast-told.v1")]
public sealed record BroadcastTold(CallMatter About, string Receiver, int Attempt, ChannelState State, string? Cause, DateTimeOffset At)
    : CallEvent(About, Receiver);

[Stored("call.ended.v1")]
public sealed record CallEnded(CallMatter About, string Receiver, CallEnd Cause, DateTimeOffset At) : CallEvent(About, Receiver), ISetsDue
{
    public string DueOf => Call.Step;
    public DateTimeOffset? Due => null;
}
