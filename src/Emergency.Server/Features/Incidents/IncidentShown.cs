using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Incidents;

/// <summary>One incident as its asker may know it. Title, texts, points and area are null where only that it exists may be known.</summary>
internal sealed record IncidentShown(
    IncidentLight Incident,
    string? Title,
    string? Address,
    Located? Location,
    Area? Area,
    ListOf<ActivatedCard> Cards,
    ListOf<ReportShown>? Reports
)
{
    public static IncidentShown Of(IncidentSeen seen, ISealing sealing)
    {
        var (light, state) = (Lights.Of(seen.Incidents, seen.Incident), seen.Incident.State);
        if (seen.May(IncidentPermissions.Text) is not null)
            return new(light, null, null, null, null, state.Cards, null);
        ListOf<ReportShown> reports =
        [
            .. state
                .Reports.Values.OrderBy(report => report.At)
                .ThenBy(report => report.Id.Value)
                .Select(report => ReportShown.Of(state, report, sealing)),
        ];
        // The first telling names the incident; a later one fills in what it left out.
        var title = reports.Select(report => report.Title).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        var address = reports.Select(report => report.Address).LastOrDefault(text => !string.IsNullOrEmpty(text));
        return new(
            light,
            title,
            address,
            state.Location,
            state.Impact?.Area,
            state.Cards,
            seen.ByScope(IncidentPermissions.Text) ? reports : null
        );
    }
}

/// <summary>Several incidents.</summary>
internal sealed record IncidentTexts(IReadOnlyList<IncidentShown> Items, long Position);

/// <summary>One telling. The caller comes with POST …/caller, which is recorded.</summary>
/// <param name="Case">"119:2026-000123" where a hotline told it.</param>
/// <param name="ToldBy">In which role somebody wrote it down.</param>
internal sealed record ReportShown(
    ReportId Id,
    string? Case,
    DateTimeOffset At,
    string? Title,
    string? Description,
    string? Address,
    Located? Location,
    Casualties? Casualties,
    bool HasCaller,
    bool Withdrawn,
    Role? ToldBy
)
{
    public static ReportShown Of(Incident incident, Report report, ISealing sealing)
    {
        var text = sealing.Open<CaseText>(report.Text);
        return new(
            report.Id,
            report.Case?.ToString(),
            report.At,
            text?.Title,
            text?.Description,
            text?.Address,
            report.Location,
            report.Casualties,
            Callers.Of(incident, report, sealing) is not null,
            report.Withdrawn,
            report.ToldBy
        );
    }
}
