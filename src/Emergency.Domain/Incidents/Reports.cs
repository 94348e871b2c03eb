using Emergency.Domain.Handovers;
using Emergency.Domain.Places;

namespace Emergency.Domain.Incidents;

/// <summary>One telling of what happened: a hotline's message, a resident's report, a patrol. Text is sealed under the incident's key.</summary>
public sealed record Report(ReportId Id, CaseKey? Case, Located? Location, Casualties? Casualties, Sealed Text, DateTimeOffset At, bool Withdrawn)
{
    public static readonly Code Unknown = new("report.unknown");
}

public abstract record ReportCommand : IncidentCommand;
public sealed record AddReport(ReportId Report, CaseKey? Case, Category? Category, Priority? Priority, Located? Location, Casualties? Casualties, Sealed Text, By By, DateTimeOffset At) : ReportCommand;
/// <summary>The hotline took its case back; the incident stays until a person withdraws it.</summary>
public sealed record WithdrawReports(CaseKey Case, Sealed Reason, DateTimeOffset At) : ReportCommand;
/// <summary>Sets where it really is; takes 位置待核实 away.</summary>
public sealed record VerifyLocation(Located Location, string County, string? Community, string? Grid, By By, DateTimeOffset At) : ReportCommand;

public abstract record ReportEvent : IncidentEvent;
public sealed record ReportAdded(ReportId Report, CaseKey? Case, Category? Category, Priority? Priority, Located? Location, Casualties? Casualties, Sealed Text, By By, DateTimeOffset At) : ReportEvent;
public sealed record ReportsWithdrawn(CaseKey Case, Sealed Reason, DateTimeOffset At) : ReportEvent;
public sealed record LocationVerified(Located Location, string County, string? Community, string? Grid, By By, DateTimeOffset At) : ReportEvent;
