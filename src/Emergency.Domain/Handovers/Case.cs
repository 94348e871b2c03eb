using System.Collections.Immutable;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Handovers;

/// <summary>A case as a hotline hands it over (接警单; kind "case", key = "{hotline}:{caseNumber}"). It keeps the incident it opened or would open, so that a second message with the same number joins the first. One that is no emergency waits until somebody makes it an incident.</summary>
public sealed partial record Case(CaseFacts? Facts, IncidentId? Incident, bool Cancelled, int Messages)
{
    public static readonly Code Unknown = new("case.unknown");
    public static readonly Code AlreadyCancelled = new("case.cancelled");
    public static readonly Case None = new(null, null, false, 0);
}

/// <summary>Key of a case.</summary>
/// <param name="Hotline">110, 119, 120 or 12345.</param>
/// <param name="Line">The line of the register it came over; null: the only one of its number, which the settings name. Two centres may give the same number.</param>
public sealed record CaseKey(string Hotline, string Number, string? Line = null)
{
    /// <summary>What its line is called in addresses.</summary>
    public string Over => Line ?? Hotline;

    public override string ToString() => $"{Over}:{Number}";
}

/// <summary>What the hotline said. Title, description and address are sealed in <paramref name="Text"/> under the incident's key, who called in <paramref name="Caller"/> under the report's (before there was one, within the text). A missing or strange location never refuses a case: <paramref name="Doubt"/> says why it must be verified (none, missing, unreadable, swapped, outside).</summary>
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

/// <summary>A message of a case, as it was told.</summary>
public sealed record CaseTelling(CaseFacts Facts, ReportId Report, DateTimeOffset At);

public abstract record CaseCommand : Command;

/// <param name="Incident">The incident to open if this is the first message of the case.</param>
public sealed record ReceiveCase(CaseFacts Facts, IncidentId Incident, ReportId Report, DateTimeOffset At) : CaseCommand;

public sealed record UpdateCase(CaseFacts Facts, ReportId Report, DateTimeOffset At) : CaseCommand;

/// <param name="Incident">The incident this case would open, where the cancellation may overtake the case itself: then it is kept and follows the case when that comes.</param>
public sealed record CancelCase(Sealed Reason, DateTimeOffset At, IncidentId? Incident = null) : CaseCommand;

/// <summary>Destroys who called of a case that became no incident; what was told stays.</summary>
/// <param name="Keys">Those the callers of its messages are sealed under.</param>
/// <param name="Again">Told once more to a journal from before it.</param>
public sealed record EraseCaseCallers(
    IncidentId Incident,
    ErasureBasis Basis,
    ListOf<Guid> Keys,
    By By,
    DateTimeOffset At,
    bool Again = false
) : CaseCommand;

/// <summary>Each names the incident the case has opened, or would open.</summary>
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

/// <param name="Waits">It is no emergency and opened no incident; null where it opened one, as every case did once.</param>
[Stored("case.received.v1")]
public sealed record CaseReceived(CaseFacts Facts, IncidentId Incident, ReportId Report, DateTimeOffset At, bool? Waits = null) : CaseEvent;

/// <param name="Waits">There is no incident yet to which this is added.</param>
[Stored("case.updated.v1")]
public sealed record CaseUpdated(CaseFacts Facts, IncidentId Incident, ReportId Report, DateTimeOffset At, bool? Waits = null) : CaseEvent;

[Stored("case.cancelled.v1")]
public sealed record CaseCancelled(IncidentId Incident, Sealed Reason, DateTimeOffset At) : CaseEvent;

public sealed partial record Case
{
    public Sealed? TakenBack { get; init; }

    /// <summary>It is no emergency, and nobody has made it an incident.</summary>
    public bool Waits { get; init; }

    /// <summary>While it waits: all that was told of it, the first telling first.</summary>
    public ListOf<CaseTelling> Told { get; init; } = [];

    /// <summary>Keys of callers that were destroyed.</summary>
    public ImmutableHashSet<Guid> Gone { get; init; } = [];

    public static Decision Decide(Case state, Command command) =>
        command switch
        {
            // An overtaken case is opened all the same, with the cancellation behind it: a person decides whether it was a false alarm.
            ReceiveCase c when state is { Facts: null, TakenBack: { } reason } => Of([
                First(c),
                new CaseCancelled(c.Incident, reason, c.At),
            ]),
            ReceiveCase c when state.Incident is null => First(c),
            // An emergency is never refused: what comes anew after the hotline took its case back opens another incident; only the old telling arriving late does not.
            ReceiveCase c when state.Cancelled => SameTelling(c.Facts, state.Facts) ? Nothing : First(c),
            ReceiveCase c => Update(state, c.Facts, c.Report, c.At),
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
            UpdateCase c when state.Cancelled => c.Facts == state.Facts ? Nothing : Reject(AlreadyCancelled),
            UpdateCase c => Update(state, c.Facts, c.Report, c.At),
            _ => throw new Unforeseen(command),
        };

    private static CaseReceived First(ReceiveCase c) =>
        new(c.Facts, c.Incident, c.Report, c.At, CaseRules.IsEmergency(c.Facts) ? null : true);

    private static Decision Update(Case state, CaseFacts facts, ReportId report, DateTimeOffset at) =>
        facts == state.Facts ? Nothing : CaseRules.Told(state, facts, report, at);

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
