using Emergency.Domain.Places;

namespace Emergency.Domain.Hazards;

public abstract record HazardCommand(DateTimeOffset At) : Command
{
    /// <summary>Row of the file, where nobody has acted on the hazard yet.</summary>
    public FileRow? File { get; init; }
}

/// <param name="SeenAt">Time by the finder's device.</param>
public sealed record FindHazard(string Community, HazardFacts Facts, HazardGuard Guard, DateTimeOffset SeenAt, By By, DateTimeOffset At)
    : HazardCommand(At);

/// <summary>Reports a hazard without an account; the committee reviews it before it counts.</summary>
public sealed record ReportHazard(string Community, LinkId Link, HazardFacts Facts, DateTimeOffset At) : HazardCommand(At);

/// <summary>Confirms, by the committee, that a report is a hazard, with its facts.</summary>
public sealed record TakeHazard(HazardFacts Facts, By By, DateTimeOffset At) : HazardCommand(At);

/// <summary>Drops a report that is no hazard, or one known already: it counts no more.</summary>
public sealed record DropHazard(Sealed Reason, By By, DateTimeOffset At) : HazardCommand(At);

/// <summary>Moves a hazard of a community that was split or merged (撤并/拆分) to another one, at the same stage and with the same due
/// time.</summary>
public sealed record MoveHazard(string Community, By By, DateTimeOffset At) : HazardCommand(At);

public sealed record GuardHazard(HazardGuard Guard, By By, DateTimeOffset At) : HazardCommand(At);

/// <param name="DueOn">Last day for the owner.</param>
public sealed record AssignHazard(HazardOwner Owner, DateOnly DueOn, By By, DateTimeOffset At) : HazardCommand(At);

public sealed record AcceptHazard(By By, DateTimeOffset At) : HazardCommand(At);

/// <summary>Returns it for the owner, with the cause: the street decides.</summary>
public sealed record ReturnHazard(Sealed Cause, By By, DateTimeOffset At) : HazardCommand(At);

public sealed record MendHazard(Sealed? Text, By By, DateTimeOffset At) : HazardCommand(At);

/// <param name="DueOn">New last day, where it is not good yet.</param>
public sealed record CheckHazard(bool Good, DateOnly? DueOn, Sealed? Text, By By, DateTimeOffset At) : HazardCommand(At);

/// <summary>销号: closes a major hazard, by the street.</summary>
public sealed record CloseHazard(Sealed? Text, By By, DateTimeOffset At) : HazardCommand(At);

public sealed record ReopenHazard(Sealed Reason, By By, DateTimeOffset At) : HazardCommand(At);

/// <summary>Makes it an incident.</summary>
public sealed record RaiseHazard(IncidentId Incident, By By, DateTimeOffset At) : HazardCommand(At);

public sealed record ProposeHazard(ListOf<HazardId> Others, Sealed? Text, By By, DateTimeOffset At) : HazardCommand(At);

public sealed record AnswerProposal(bool Taken, Sealed? Text, By By, DateTimeOffset At) : HazardCommand(At);

public abstract record HazardEvent : Event;

/// <summary>Event that changes the next due time.</summary>
public abstract record HazardTimed(DateTimeOffset? Due) : HazardEvent, ISetsDue
{
    public string DueOf => "hazard";
}

[Stored("hazard.found.v1")]
public sealed record HazardFound(
    string Community,
    HazardFacts Facts,
    HazardGuard Guard,
    DateTimeOffset SeenAt,
    DateTimeOffset? Due,
    By By,
    DateTimeOffset At
) : HazardTimed(Due);

/// <summary>Records the row of a file when somebody first acts on it: from here on it is a hazard like the others.</summary>
[Stored("hazard.taken-over.v1")]
public sealed record HazardTakenOver(Hazard Row, string Community, string Kind, HazardLevel Level, DateTimeOffset At) : HazardEvent;

[Stored("hazard.reported.v1")]
public sealed record HazardReported(string Community, LinkId Link, HazardFacts Facts, DateTimeOffset? Due, DateTimeOffset At)
    : HazardTimed(Due);

/// <param name="Danger">True when this report says that somebody could come to harm now.</param>
/// <param name="Text">Null from the twenty-first report on.</param>
[Stored("hazard.reported-again.v1")]
public sealed record HazardReportedAgain(bool Danger, Sealed? Text, DateTimeOffset At) : HazardEvent;

[Stored("hazard.taken.v1")]
public sealed record HazardTaken(HazardFacts Facts, DateTimeOffset? Due, By By, DateTimeOffset At) : HazardTimed(Due);

[Stored("hazard.dropped.v1")]
public sealed record HazardDropped(Sealed Reason, By By, DateTimeOffset At) : HazardTimed((DateTimeOffset?)null);

[Stored("hazard.moved.v1")]
public sealed record HazardMoved(string From, string To, By By, DateTimeOffset At) : HazardEvent;

[Stored("hazard.guarded.v1")]
public sealed record HazardGuarded(HazardGuard Guard, By By, DateTimeOffset At) : HazardEvent;

[Stored("hazard.assigned.v1")]
public sealed record HazardAssigned(HazardOwner Owner, DateOnly DueOn, DateTimeOffset? Due, By By, DateTimeOffset At) : HazardTimed(Due);

[Stored("hazard.accepted.v1")]
public sealed record HazardAccepted(By By, DateTimeOffset At) : HazardEvent;

[Stored("hazard.returned.v1")]
public sealed record HazardReturned(Sealed Cause, DateTimeOffset? Due, By By, DateTimeOffset At) : HazardTimed(Due);

[Stored("hazard.mended.v1")]
public sealed record HazardMended(Sealed? Text, DateTimeOffset? Due, By By, DateTimeOffset At) : HazardTimed(Due);

/// <summary>Records that it was checked and is good; for a major hazard the street has the last word.</summary>
[Stored("hazard.checked.v1")]
public sealed record HazardChecked(Sealed? Text, DateTimeOffset? Due, By By, DateTimeOffset At) : HazardTimed(Due);

/// <summary>Records that it was checked and is not good yet.</summary>
[Stored("hazard.not-mended.v1")]
public sealed record HazardNotMended(Sealed? Text, DateOnly DueOn, DateTimeOffset? Due, By By, DateTimeOffset At) : HazardTimed(Due);

[Stored("hazard.closed.v1")]
public sealed record HazardClosed(Sealed? Text, By By, DateTimeOffset At) : HazardTimed((DateTimeOffset?)null);

[Stored("hazard.reopened.v1")]
public sealed record HazardReopened(Sealed Reason, DateTimeOffset? Due, By By, DateTimeOffset At) : HazardTimed(Due);

/// <summary>Records that a due act was not done: the committee is told (1), then the street (2).</summary>
[Stored("hazard.late.v1")]
public sealed record HazardLate(int Level, DateTimeOffset? Due, DateTimeOffset At) : HazardTimed(Due);

[Stored("hazard.raised.v1")]
public sealed record HazardRaised(IncidentId Incident, By By, DateTimeOffset At) : HazardEvent;

[Stored("hazard.proposed.v1")]
public sealed record HazardProposed(ListOf<HazardId> Others, Sealed? Text, By By, DateTimeOffset At) : HazardEvent;

[Stored("hazard.proposal-answered.v1")]
public sealed record HazardProposalAnswered(bool Taken, Sealed? Text, By By, DateTimeOffset At) : HazardEvent;
