using System.Collections.Immutable;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Cases;

/// <summary>Case as a hotline hands it over (接警单; kind "case", key = "{hotline}:{caseNumber}"). It keeps the id of the incident it opened
/// or would open, so that a second message with the same number joins the first. A case that is no emergency waits until somebody makes it
/// an incident.</summary>
public sealed partial record Case(CaseFacts? Facts, IncidentId? Incident, bool Cancelled, int Messages)
{
    public static readonly Code Unknown = new("case.unknown");
    public static readonly Case None = new(null, null, false, 0);
}

/// <summary>Key of a case.</summary>
/// <param name="Hotline">110, 119, 120 or 12345.</param>
/// <param name="Line">Line of the register it came over; null: the only one of its number, which the settings name. Two centres can give
/// the same number.</param>
public sealed record CaseKey(string Hotline, string Number, string? Line = null)
{
    /// <summary>Name of its line in addresses.</summary>
    public string Over => Line ?? Hotline;

    public override string ToString() => $"{Over}:{Number}";
}

/// <summary>Facts sent by the hotline. Title, description and address are sealed in <paramref name="Text"/> under the incident's key, the
/// caller in <paramref name="Caller"/> under the report's (in older messages, without a report, inside the text). A missing or strange
/// location never refuses a case: <paramref name="Doubt"/> says why it must be verified (none, missing, unreadable, swapped,
/// outside).</summary>
public sealed record CaseFacts(
    CaseKey Key,
    Category Category,
    Priority Priority,
    string County,
    string? Community,
    string? Grid,
    Located? Location,
    string? Doubt,
    Casualties? Casualties,
    DateTimeOffset ReceivedAt,
    Sealed Text,
    Sealed? Caller = null
);

/// <summary>Message of a case, as it was sent.</summary>
public sealed record CaseTelling(CaseFacts Facts, ReportId Report, DateTimeOffset At);

public abstract record CaseCommand : Command;

/// <param name="Incident">Incident to open if this is the first message of the case.</param>
public sealed record ReceiveCase(CaseFacts Facts, IncidentId Incident, ReportId Report, DateTimeOffset At) : CaseCommand;

/// <param name="Incident">Incident this case would open, where the cancellation can overtake the case itself: then it is kept and follows
/// the case when that comes.</param>
public sealed record CancelCase(Sealed Reason, DateTimeOffset At, IncidentId? Incident = null) : CaseCommand;

/// <summary>Destroys the callers' data of a case that became no incident; the other content stays.</summary>
/// <param name="Keys">Keys under which the callers of its messages are sealed.</param>
/// <param name="Again">True when an erasure is repeated on a journal restored from a time before it.</param>
public sealed record EraseCaseCallers(
    IncidentId Incident,
    ErasureBasis Basis,
    ListOf<Guid> Keys,
    By By,
    DateTimeOffset At,
    bool Again = false
) : CaseCommand;

/// <summary>Event of a case. Each names the incident the case has opened, or would open.</summary>
public abstract record CaseEvent : Event
{
    public abstract IncidentId Incident { get; init; }
}

[Stored("case.callers-erased.v1")]
public sealed record CaseCallersErased(IncidentId Incident, ErasureBasis Basis, ListOf<Guid> Keys, By By, DateTimeOffset At)
    : CaseEvent,
        IErasure
{
    public Guid Subject => Keys[0];
}

/// <param name="Waits">True when the case is no emergency and opened no incident; null where it opened one, as every case once did.</param>
[Stored("case.received.v1")]
public sealed record CaseReceived(CaseFacts Facts, IncidentId Incident, ReportId Report, DateTimeOffset At, bool? Waits = null) : CaseEvent;

/// <param name="Waits">True when there is no incident yet that the message could be added to.</param>
[Stored("case.updated.v1")]
public sealed record CaseUpdated(CaseFacts Facts, IncidentId Incident, ReportId Report, DateTimeOffset At, bool? Waits = null) : CaseEvent;

[Stored("case.cancelled.v1")]
public sealed record CaseCancelled(IncidentId Incident, Sealed Reason, DateTimeOffset At) : CaseEvent;

public sealed partial record Case
{
    public Sealed? TakenBack { get; init; }

    /// <summary>True when the case is no emergency, and nobody has made it an incident.</summary>
    public bool Waits { get; init; }

    /// <summary>Messages of a waiting case, the first one first.</summary>
    public ListOf<CaseTelling> Told { get; init; } = [];

    /// <summary>Keys of callers that were destroyed.</summary>
    public ImmutableHashSet<Guid> Gone { get; init; } = [];

    public static Decision Decide(Case state, Command command) =>
        command switch
        {
            // A case overtaken by its cancellation is opened all the same, followed by the cancellation: a person decides whether it was a
            // false alarm.
            ReceiveCase c when state is { Facts: null, TakenBack: { } reason } => Of([
                First(c),
                new CaseCancelled(c.Incident, reason, c.At),
            ]),
            ReceiveCase c when state.Incident is null => First(c),
            // An emergency is never refused: a new message after the hotline cancelled its case opens another incident; only the old
            // message arriving late does not.
            ReceiveCase c when state.Cancelled => SameTelling(c.Facts, state.Facts) ? Nothing : First(c),
            ReceiveCase c => c.Facts == state.Facts ? Nothing : CaseRules.Told(state, c.Facts, c.Report, c.At),
            CancelCase { Incident: { } incident } c when state.Incident is null => new CaseCancelled(incident, c.Reason, c.At),
            EraseCaseCallers { Again: true } c => c.Keys.All(state.Gone.Contains)
                ? Nothing
                : new CaseCallersErased(c.Incident, c.Basis, c.Keys, c.By, c.At),
            CaseCommand when state.Incident is null => Reject(Unknown),
            EraseCaseCallers c => c.Keys.All(state.Gone.Contains)
                ? Nothing
                : new CaseCallersErased(c.Incident, c.Basis, c.Keys, c.By, c.At),
            PromoteCase c => CaseRules.Promote(state, c),
            CancelCase c => state.Cancelled ? Nothing : new CaseCancelled(state.Incident.Value, c.Reason, c.At),
            _ => throw new Unforeseen(command),
        };

    private static CaseReceived First(ReceiveCase c) =>
        new(c.Facts, c.Incident, c.Report, c.At, CaseRules.IsEmergency(c.Facts) ? null : true);

    private static bool SameTelling(CaseFacts now, CaseFacts? before) => before is not null && now with { Text = before.Text } == before;

    public static Case Evolve(Case state, Event happened) =>
        happened switch
        {
            CaseReceived e => new(e.Facts, e.Incident, false, state.Messages + 1)
            {
                Waits = e.Waits == true,
                Told = e.Waits == true ? [new(e.Facts, e.Report, e.At)] : [],
                Gone = state.Gone,
            },
            CaseUpdated e => state with
            {
                Facts = e.Facts,
                Messages = state.Messages + 1,
                Told = state.Waits ? state.Told.Add(new(e.Facts, e.Report, e.At)) : [],
            },
            CasePromoted => state with { Waits = false, Told = [] },
            CaseCallersErased e => state with
            {
                Facts = state.Facts is { } facts ? facts with { Caller = null } : null,
                Told = [.. state.Told.Select(one => one with { Facts = one.Facts with { Caller = null } })],
                Gone = state.Gone.Union(e.Keys),
            },
            CaseCancelled e => state with
            {
                Incident = state.Incident ?? e.Incident,
                Cancelled = true,
                TakenBack = e.Reason,
                Messages = state.Messages + 1,
            },
            _ => throw new Unforeseen(happened),
        };
}
