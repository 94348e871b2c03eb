using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents;

/// <summary>Endpoint for callers: their names and phones are personal data, so they are opened by an act of their own.</summary>
internal static class CallerEndpoints
{
    public static RouteGroupBuilder MapCallers(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/caller", Open).Needs(IncidentPermissions.Caller);
        return api;
    }

    /// <summary>Opens names and phones of the callers of an incident. The access is recorded before they leave.</summary>
    public static async Task<Outcome<CallersOpened>> Open(
        Guid id,
        Because body,
        Asked asked,
        IncidentSight sight,
        Recording recording,
        ISealing sealing,
        CancellationToken stop
    )
    {
        if (Because.Faults(body, needed: true) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Find(asked, id, stop) is not { } seen)
            return Problem.NotFound;
        var reason = await seen.Seal(sealing, new FreeText(body.Reason!), stop);
        var place = IncidentSeen.Near(asked, IncidentPermissions.Caller, seen.Incident);
        var (_, sent) = await recording.Write(
            asked,
            IncidentPermissions.Caller,
            place,
            byTask: false,
            new(AccessPurpose.Reveal, seen.Incident.Id, place.Division, [], reason, Code: ReasonCode.Incident),
            stop
        );
        return sent.With(
            new CallersOpened([
                .. seen
                    .Incident.State.Reports.Values.Select(report => CallerOpened.Of(seen.Incident.State, report, sealing))
                    .Where(caller => caller.Name is not null || caller.Phone is not null),
            ])
        );
    }
}

internal sealed record CallersOpened(ListOf<CallerOpened> Callers);

internal sealed record CallerOpened(ReportId Report, DateTimeOffset At, string? Name, string? Phone)
{
    public static CallerOpened Of(Incident incident, Report report, ISealing sealing)
    {
        var caller = Callers.Of(incident, report, sealing);
        return new(report.Id, report.At, caller?.CallerName, caller?.CallerPhone);
    }
}
