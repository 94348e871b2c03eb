namespace Emergency.Domain.Calls;

/// <summary>叫应: one community or street, or one person of a team, is called about one thing until a living person has answered (kind "call", key = its id, which follows from what it is about and whom it calls). Who keeps the desk is rung, then the deputy, then somebody drives there; a person is rung <see cref="CallChannels.Tries"/> times and then said not to be reached. Each ring has the whole step and its channels. An answer counts by voice, by a text sent back, on the phone's page or as told by whoever dialled; what a machine calls delivered never does. How a village was warned in its turn (loudspeaker, gong, doors) is told by hand and kept as proof.</summary>
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

    /// <summary>A step lasts a second at least and a day at most.</summary>
    public const int LongestStep = 86_400;

    /// <summary>In one minute nobody hears more than these characters.</summary>
    public const int LongestBroadcast = 200;

    /// <summary>The person who is called; null where it is whoever has the desk of <see cref="Receiver"/>.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Rings since the ladder was begun, or begun again.</summary>
    public int Tried { get; init; }

    /// <summary>The person was rung as often as there are tries, and nobody answered.</summary>
    public DateTimeOffset? GaveUp { get; init; }
    public CallAnswer? Answer { get; init; }
    public Drive? Drive { get; init; }

    /// <summary>The last word about each kind of proof.</summary>
    public ListOf<VillageProof> Proofs { get; init; } = [];

    /// <summary>What the loudspeakers there were last asked to say; null where nobody has asked.</summary>
    public Broadcast? Broadcast { get; init; }
    public CallEnd? Over { get; init; }

    /// <summary>A living person there knows: heard by voice or on the page, or met by who drove there.</summary>
    public bool Told => Answer is not null || Drive?.Reached is not null;

    /// <summary>Everybody on the ladder was rung in vain, and nobody has been told.</summary>
    public bool Unheard => !Told && (Drive is not null || GaveUp is not null);
}

/// <summary>What a call is about; <paramref name="Id"/> is the order's, the warning's, the call-out's, the care case's, the risk point's or the volunteers' need's; of tasks it is one for all that were opened at the same instant, of late visits one for all of a community that day or of the same cause.</summary>
/// <param name="Incident">Where it belongs to one: what nobody answers becomes a task there.</param>
/// <param name="Since">Since when it is late, where the same thing can be late again: each time is a call of its own.</param>
public sealed record CallMatter(CallKind Kind, Guid Id, IncidentId? Incident = null, DateTimeOffset? Since = null)
{
    /// <summary>Whether it concerns single persons: only who may know of them hears of it, no desk.</summary>
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

/// <summary>Who keeps the desk, who stands in for them, and then somebody drives there; or the one person who is called.</summary>
public enum CallRung
{
    Duty,
    Deputy,
    Drive,
    Person,
}

/// <summary>By what a ring reaches a phone whose page is not open: 网页推送, 短信, 语音, a message in the app that the office works with (企业微信).</summary>
public enum CallChannel
{
    Push,
    Sms,
    Voice,
    Chat,
}

/// <summary>Asked for; taken by the gateway or the push service; said by it to be on the phone; not to be had there. None of them is an answer.</summary>
public enum ChannelState
{
    Queued,
    Sent,
    Delivered,
    Failed,
}

/// <param name="Cause">Where it failed: no-phone, no-device, not-known, gone, refused, absent; where it was not to be sent: quiet, unwanted.</param>
/// <param name="At">Of the last word; null where it is only asked for.</param>
public sealed record ChannelProof(CallChannel Channel, ChannelState State, string? Cause = null, DateTimeOffset? At = null);

/// <summary>One try to reach a living person. <paramref name="Cause"/> is a code: no-answer, busy, nobody, no-phone …</summary>
/// <param name="At">When it was asked for; null in what was stored before calls stood for themselves.</param>
public sealed record Ring(int Attempt, CallRung Who, RingState State, string? Cause, DateTimeOffset? At = null)
{
    /// <summary>Its channels and what is known of each. Empty at first where each person chooses by what they are reached, and in what was stored when there was only voice.</summary>
    public ListOf<ChannelProof> Channels { get; init; } = [];
}

public enum RingState
{
    Asked,
    Placed,
    Answered,
    Failed,
}

/// <param name="Attempt">The ring that was answered; null where somebody answered on the page by themselves.</param>
/// <param name="By">Who answered on the page, or who heard the voice; null where the voice gateway did.</param>
public sealed record CallAnswer(int? Attempt, CallMeans Means, By? By, DateTimeOffset At);

/// <summary>A key pressed in a call of the gateway, the page 我醒了，我来 or an act on it, three that a person at the other end tells (telephone, radio, satellite telephone), and a text sent back.</summary>
public enum CallMeans
{
    Voice,
    App,
    Telephone,
    Radio,
    Satellite,
    Sms,
}

/// <param name="AskedAt">Nobody answered: somebody must drive there.</param>
/// <param name="SentAt">Somebody is on the way, there at <paramref name="Arrives"/> where it is known.</param>
public sealed record Drive(DateTimeOffset? AskedAt, DateTimeOffset? SentAt, DateTimeOffset? Arrives, DateTimeOffset? Reached);

/// <summary>How the village itself was warned.</summary>
/// <param name="Works">False where it was tried in vain: no power, broken.</param>
/// <param name="Doors">Doors knocked at, of <paramref name="Of"/>; only for <see cref="ProofKind.Doors"/>.</param>
public sealed record VillageProof(ProofKind Kind, bool Works, int? Doors, int? Of, DateTimeOffset At);

/// <summary>What all loudspeakers of a community or a village are to say (应急广播), at once heard by everybody there.</summary>
/// <param name="Attempt">From 1; asked for anew, the next.</param>
/// <param name="State">Delivered: it was said; sent: the platform has taken it.</param>
/// <param name="Cause">Where it was not said: refused, no-power, offline …</param>
/// <param name="At">Of the last word.</param>
public sealed record Broadcast(int Attempt, string Text, ChannelState State, string? Cause, DateTimeOffset At);

/// <summary>广播喇叭, 铜锣, 敲门.</summary>
public enum ProofKind
{
    Loudspeaker,
    Gong,
    Doors,
}

/// <summary>What it was about was read or fed back, was lifted, is over, came again in a newer version, or somebody else has taken it.</summary>
public enum CallEnd
{
    Read,
    Lifted,
    Expired,
    Replaced,
    Taken,
}

public abstract record CallCommand : Command;

/// <param name="From">The first rung: a call may go on where an older one stood.</param>
/// <param name="StepSeconds">How long one rung may stay unanswered, 1 to <see cref="Call.LongestStep"/>.</param>
/// <param name="Member">The one person who is called, with <see cref="CallRung.Person"/>; else null.</param>
public sealed record BeginCall(
    CallMatter About,
    string Receiver,
    int StepSeconds,
    CallRung From,
    DateTimeOffset At,
    MemberId? Member = null
) : CallCommand;

/// <summary>What a gateway or a push service says of a text or a push, or that there is no way to send one. It never goes back: delivered, then sent, stays delivered.</summary>
public sealed record TellChannel(int Attempt, CallChannel Channel, ChannelState State, string? Cause, DateTimeOffset At) : CallCommand;

/// <param name="Member">Whom the gateway was asked to ring; null where it is no team member.</param>
public sealed record PlaceRing(int Attempt, MemberId? Member, DateTimeOffset At) : CallCommand;

/// <param name="Attempt">Which ring; null for an answer on the page.</param>
public sealed record AnswerCall(int? Attempt, CallMeans Means, By? By, DateTimeOffset At) : CallCommand;

/// <param name="By">Who dialled in vain; null where the gateway did.</param>
public sealed record FailRing(int Attempt, string Cause, By? By, DateTimeOffset At) : CallCommand;

/// <summary>Everybody who has not answered is called once more from the first rung on.</summary>
public sealed record RingAgain(By By, DateTimeOffset At) : CallCommand;

/// <summary>Somebody has set out.</summary>
public sealed record SendDriver(DateTimeOffset? Arrives, By By, DateTimeOffset At) : CallCommand;

/// <summary>Whoever drove there has told them.</summary>
public sealed record ReachByDriving(By By, DateTimeOffset At) : CallCommand;

public sealed record TellProof(ProofKind Kind, bool Works, int? Doors, int? Of, By By, DateTimeOffset At) : CallCommand;

/// <param name="Text">What is said, 1 to <see cref="Call.LongestBroadcast"/> characters, as somebody of the desk has read it.</param>
public sealed record SoundLoudspeakers(string Text, By By, DateTimeOffset At) : CallCommand;

/// <summary>What the platform for loudspeakers says of a broadcast. It never goes back: said, then sent, stays said.</summary>
public sealed record TellBroadcast(int Attempt, ChannelState State, string? Cause, DateTimeOffset At) : CallCommand;

public sealed record EndCall(CallEnd Cause, DateTimeOffset At) : CallCommand;

/// <summary>Each event says what the call is about and whom it calls: it is read without the ones before it.</summary>
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

/// <param name="Due">Unanswered until then, the next rung is asked for.</param>
/// <param name="Channels">By what it rings at least; none: as the person has chosen; null: by voice alone, as before there were others.</param>
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

/// <summary>The person did not answer any ring: whoever has the desk sees it.</summary>
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

/// <summary>Neither who keeps the desk nor the deputy answered: somebody must drive there.</summary>
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

/// <param name="Text">Meant for everybody who hears it: nothing in it is sealed.</param>
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
