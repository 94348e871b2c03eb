using Emergency.Domain.Cases;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Incidents;

/// <summary>Report of an event: a hotline's message, a resident's report, a patrol. Text is sealed under the incident's key.</summary>
public sealed record Report(
    ReportId Id,
    CaseKey? Case,
    Located? Location,
    Casualties? Casualties,
    Sealed Text,
    DateTimeOffset At,
    bool Withdrawn
)
{
    public static readonly Code Unknown = new("report.unknown");

    /// <summary>Caller, under a key of the report's own; null where nobody was named, and for reports stored when callers lay within the
    /// text.</summary>
    public Sealed? Caller { get; init; }

    /// <summary>Role of the account that entered it; null for reports stored before roles were kept.</summary>
    public Role? ToldBy { get; init; }
}

public abstract record ReportCommand : IncidentCommand;

public sealed record AddReport(
    ReportId Report,
    CaseKey? Case,
    Category? Category,
    Priority? Priority,
    Located? Location,
    Casualties? Casualties,
    Sealed Text,
    By By,
    DateTimeOffset At,
    Sealed? Caller = null
) : ReportCommand;

/// <summary>Records that the hotline cancelled its case; the incident stays until a person withdraws it.</summary>
public sealed record WithdrawReports(CaseKey Case, Sealed Reason, DateTimeOffset At) : ReportCommand;

/// <summary>Sets the true place; removes 位置待核实.</summary>
public sealed record VerifyLocation(Located Location, string County, string? Community, string? Grid, By By, DateTimeOffset At)
    : ReportCommand;

public abstract record ReportEvent : IncidentEvent;

/// <param name="Category">Set only where the report changes the incident's.</param>
/// <param name="Priority">Set only where the report raises the incident's.</param>
[Stored("incident.report-added.v1")]
public sealed record ReportAdded(
    ReportId Report,
    CaseKey? Case,
    Category? Category,
    Priority? Priority,
    Located? Location,
    Casualties? Casualties,
    Sealed Text,
    By By,
    DateTimeOffset At,
    Sealed? Caller = null
) : ReportEvent;

[Stored("incident.reports-withdrawn.v1")]
public sealed record ReportsWithdrawn(CaseKey Case, Sealed Reason, DateTimeOffset At) : ReportEvent;

[Stored("incident.location-verified.v1")]
public sealed record LocationVerified(Located Location, string County, string? Community, string? Grid, By By, DateTimeOffset At)
    : ReportEvent;

public static class ReportRules
{
    public static Decision Decide(Incident state, ReportCommand command) =>
        command switch
        {
            AddReport c when state.Reports.ContainsKey(c.Report) => Nothing,
            AddReport c => new ReportAdded(
                c.Report,
                c.Case,
                Corrects(state, c) ? c.Category : null,
                c.Priority < state.Priority ? c.Priority : null,
                c.Location,
                c.Casualties,
                c.Text,
                c.By,
                c.At,
                c.Caller
            ),
            WithdrawReports c when !state.Reports.Values.Any(r => r.Case == c.Case) => Reject(Report.Unknown, c.Case.ToString()),
            WithdrawReports c => state.Reports.Values.Any(r => r.Case == c.Case && !r.Withdrawn)
                ? new ReportsWithdrawn(c.Case, c.Reason, c.At)
                : Nothing,
            VerifyLocation c
                when state.Doubt is null
                    && (c.Location, c.County, c.Community, c.Grid) == (state.Location, state.County, state.Community, state.Grid) =>
                Nothing,
            VerifyLocation c => new LocationVerified(c.Location, c.County, c.Community, c.Grid, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    // A later report does not change the category, as an ambulance called to a fire does not make it a medical case: only the case that
    // reported it first can correct it.
    private static bool Corrects(Incident state, AddReport c) =>
        c.Category is { } category
        && category != state.Category
        && (state.Category == Category.Other || (c.Case is not null && state.Reports.Values.Any(r => r.Case == c.Case)));

    public static Incident Evolve(Incident state, ReportEvent happened) =>
        happened switch
        {
            ReportAdded e => state with
            {
                Reports = state.Reports.SetItem(
                    e.Report,
                    new(e.Report, e.Case, e.Location, e.Casualties, e.Text, e.At, false) { Caller = e.Caller, ToldBy = e.By.Role }
                ),
                Category = e.Category ?? state.Category,
                Priority = e.Priority ?? state.Priority,
                Location = state.Location ?? e.Location,
                Doubt = state.Location is null && e.Location is not null ? null : state.Doubt,
            },
            ReportsWithdrawn e => state with
            {
                Reports = state.Reports.SetItems(
                    state
                        .Reports.Where(r => r.Value.Case == e.Case)
                        .Select(r => KeyValuePair.Create(r.Key, r.Value with { Withdrawn = true }))
                ),
            },
            LocationVerified e => state with
            {
                Location = e.Location,
                County = e.County,
                Community = e.Community,
                Grid = e.Grid,
                Doubt = null,
            },
            _ => throw new Unforeseen(happened),
        };
}
