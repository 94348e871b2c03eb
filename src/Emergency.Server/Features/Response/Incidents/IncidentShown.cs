using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Incidents;

/// <summary>
/// An incident as far as its asker can see it. Title, texts, points and area are null for an asker who can only know
/// that it exists.
/// </summary>
internal sealed record IncidentShown(
    IncidentLight Incident,
    string? Title,
    string? Address,
    Located? Location,
    Area? Area,
    ListOf<ActivatedCard> Cards,
    ListOf<ReportShown>? Reports,
    OriginShown? From
)
{
    public static IncidentShown Of(IncidentSeen seen, ISealing sealing)
    {
        var (light, state) = (Lights.Of(seen.Incidents, seen.Incident), seen.Incident.State);
        if (seen.May(IncidentPermissions.Text) is not null)
            return new(light, null, null, null, null, state.Cards, null, null);
        ListOf<ReportShown> reports =
        [
            .. state
                .Reports.Values.OrderBy(report => report.At)
                .ThenBy(report => report.Id.Value)
                .Select(report => ReportShown.Of(state, report, sealing)),
        ];
        // The first report names the incident. A later one fills in missing parts.
        var title = reports.Select(report => report.Title).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        var address = reports.Select(report => report.Address).LastOrDefault(text => !string.IsNullOrEmpty(text));
        return new(
            light,
            title,
            address,
            state.Location,
            state.Impact?.Area,
            state.Cards,
            seen.ByScope(IncidentPermissions.Text) ? reports : null,
            OriginShown.Of(state.From, seen)
        );
    }
}

/// <summary>The thing from which an incident arose, and the preparations made there for the case.</summary>
/// <param name="ShelterGone">True when the shelter is one no more: another place to go to is needed.</param>
/// <param name="To">Place to go to, in words, where it is no shelter.</param>
/// <param name="Sign">Warning sign that people see, hear or smell beforehand.</param>
internal sealed record OriginShown(
    OriginKind Kind,
    Guid Thing,
    string Community,
    ListOf<string> Buildings,
    ShelterId? Shelter,
    string? ShelterName,
    bool ShelterGone,
    string? To,
    string? Route,
    string? Sign
)
{
    public static OriginShown? Of(Origin? from, IncidentSeen seen)
    {
        if (from is null)
            return null;
        var shelters = seen.Known.Of<SheltersKnown>(seen.Asked.Realm);
        return new(
            from.Kind,
            from.Thing,
            from.Community,
            from.Buildings,
            from.Shelter,
            from.Shelter is { } shelter ? shelters.NameOf(shelter) : null,
            from.Shelter is { } still && shelters.Gone.ContainsKey(still),
            from.To,
            from.Route,
            from.Sign
        );
    }
}

/// <summary>Several incidents.</summary>
internal sealed record IncidentTexts(IReadOnlyList<IncidentShown> Items, long Position);

/// <summary>A report. The caller comes with POST …/caller, which is recorded.</summary>
/// <param name="Case">"119:2026-000123" where a hotline reported it.</param>
/// <param name="ToldBy">Role of the person who wrote it down.</param>
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
