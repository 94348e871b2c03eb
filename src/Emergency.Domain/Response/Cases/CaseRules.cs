using static Emergency.Domain.Decision;

namespace Emergency.Domain.Cases;

/// <summary>转为突发事件: makes a waiting case an incident.</summary>
public sealed record PromoteCase(ReportId Report, By By, DateTimeOffset At) : CaseCommand;

/// <param name="By">Account that made it an incident; null where the hotline itself reported danger.</param>
/// <param name="Earlier">Messages before the newest, the first one first; null where there was only one.</param>
[Stored("case.promoted.v1")]
public sealed record CasePromoted(
    CaseFacts Facts,
    IncidentId Incident,
    ReportId Report,
    By? By,
    DateTimeOffset At,
    ListOf<CaseTelling>? Earlier = null
) : CaseEvent;

/// <summary>Rules for cases. 12345 is no emergency line: its cases open an incident only where life is in danger or their category is an
/// emergency.</summary>
public static class CaseRules
{
    private const string ServiceLine = "12345";
    private static readonly Category[] Emergencies =
    [
        Category.Fire,
        Category.Gas,
        Category.Flood,
        Category.Geological,
        Category.Medical,
        Category.Missing,
    ];

    public static bool IsEmergency(CaseFacts facts) =>
        facts.Key.Hotline != ServiceLine || facts.Priority == Priority.Life || Emergencies.Contains(facts.Category);

    /// <summary>Adds a later message to the incident, or to the waiting case; if it reports danger, the case becomes an incident.</summary>
    internal static Decision Told(Case state, CaseFacts facts, ReportId report, DateTimeOffset at)
    {
        var (incident, waits) = (state.Incident!.Value, state.Waits ? true : (bool?)null);
        var updated = new CaseUpdated(facts, incident, report, at, waits);
        return waits is true && IsEmergency(facts)
            ? Of([updated, new CasePromoted(facts, incident, report, null, at, Earlier(state.Told))])
            : updated;
    }

    // A case that the hotline has cancelled meanwhile can be promoted too: the person who saw it decides.
    internal static Decision Promote(Case state, PromoteCase c) =>
        state.Waits && state.Facts is { } facts
            ? new CasePromoted(facts, state.Incident!.Value, c.Report, c.By, c.At, Earlier([.. state.Told.SkipLast(1)]))
            : Nothing;

    private static ListOf<CaseTelling>? Earlier(ListOf<CaseTelling> told) => told.Count > 0 ? told : null;
}
